import type { SignInWay } from '../../../preload/contract/networks.ts'

const console = 'https://console.cloud.google.com'
const urls = {
  project: `${console}/projectcreate`, data: `${console}/apis/library/youtube.googleapis.com`, analytics: `${console}/apis/library/youtubeanalytics.googleapis.com`,
  consent: `${console}/auth/overview`, audience: `${console}/auth/audience`, clients: `${console}/auth/clients`,
}

/** Pages and buttons of the console as they are known; not walked through again in November 2026. */
export const guide: NonNullable<SignInWay['guide']> = {
  en: [
    { title: 'Create a project', text: 'Sign in with the Google account of your channel. Project name: Comptoir. Click “Create”. It is free and asks for no card.', url: urls.project },
    { title: 'Switch on the YouTube interface', text: 'Check at the top that your project is selected, then click “Enable”. It allows 100 videos a day.', url: urls.data },
    { title: 'Switch on the figures', text: 'Same thing: click “Enable”. Without this, shares and saves are missing from your figures.', url: urls.analytics },
    { title: 'Describe the app', text: 'Click “Get started”. App name: Comptoir. Choose your e-mail address. Audience: “External”. Enter your e-mail address again, accept, click “Create”.', url: urls.consent },
    { title: 'Publish the app', text: 'Click “Publish app”, then “Confirm”. No review is needed. If it stays in “Testing”, Google signs you out every 7 days.', url: urls.audience },
    { title: 'Create the key', text: 'Click “Create client”. Application type: “Desktop app”. Click “Create”, then copy the client ID and the client secret: the secret is shown only once.', url: urls.clients },
    { title: 'Connect', text: 'Paste both below. Google will say that it has not verified this app: it is yours, so click “Advanced”, then “Go to Comptoir”. Choose your channel and tick every box.' },
  ],
  fr: [
    { title: 'Créez un projet', text: 'Connectez-vous avec le compte Google de votre chaîne. Nom du projet : Comptoir. Cliquez sur « Créer ». C’est gratuit, sans carte bancaire.', url: urls.project },
    { title: 'Activez l’accès à YouTube', text: 'Vérifiez en haut que votre projet est sélectionné, puis cliquez sur « Activer ». Vous pourrez envoyer 100 vidéos par jour.', url: urls.data },
    { title: 'Activez les chiffres', text: 'De même, cliquez sur « Activer ». Sinon, les partages et les enregistrements manqueront à vos chiffres.', url: urls.analytics },
    { title: 'Décrivez l’application', text: 'Cliquez sur « Commencer ». Nom de l’application : Comptoir. Choisissez votre adresse e-mail. Cible : « Externe ». Saisissez à nouveau votre adresse, acceptez, puis cliquez sur « Créer ».', url: urls.consent },
    { title: 'Publiez l’application', text: 'Cliquez sur « Publier l’application », puis sur « Confirmer ». Aucun examen n’est demandé. Si elle reste en « Test », Google vous déconnecte tous les 7 jours.', url: urls.audience },
    { title: 'Créez la clé', text: 'Cliquez sur « Créer un client ». Type d’application : « Application de bureau ». Cliquez sur « Créer », puis copiez l’ID client et le code secret : ce dernier n’est montré qu’une fois.', url: urls.clients },
    { title: 'Connectez-vous', text: 'Collez les deux ci-dessous. Google dira ne pas avoir validé cette application : c’est la vôtre, cliquez sur « Paramètres avancés », puis sur « Accéder à Comptoir ». Choisissez votre chaîne et cochez toutes les cases.' },
  ],
}
