import type { SignInWay } from '../../../preload/contract/networks.ts'

const console = 'https://console.cloud.google.com'
const urls = {
  project: `${console}/projectcreate`, request: 'https://support.google.com/business/contact/api_default', posts: `${console}/apis/library/mybusiness.googleapis.com`,
  accounts: `${console}/apis/library/mybusinessaccountmanagement.googleapis.com`, consent: `${console}/auth/overview`, audience: `${console}/auth/audience`, clients: `${console}/auth/clients`,
}

/** Pages and buttons of the console as they are known; not walked through again in November 2026. */
export const guide: NonNullable<SignInWay['guide']> = {
  en: [
    { title: 'Create a project', text: 'Your business must have been verified by Google for 60 days and have a website. Sign in with the Google account that manages it. Project name: Comptoir. Click “Create”, then note the project number on its home page.', url: urls.project },
    { title: 'Ask Google for access', text: 'Choose “Application for Basic API Access”, and enter the project number, your website and your e-mail address. It is free. Google answers within about 14 days; go on once it has said yes.', url: urls.request },
    { title: 'Switch on posts and reviews', text: 'Check at the top that your project is selected, then click “Enable”. If this page does not exist, your access has not been granted yet.', url: urls.posts },
    { title: 'Switch on the other three', text: 'Click “Enable”. Then search at the top for “My Business Business Information API” and “Business Profile Performance API”, and enable both.', url: urls.accounts },
    { title: 'Describe the app', text: 'Click “Get started”. App name: Comptoir. Choose your e-mail address. Audience: “External”. Enter your e-mail address again, accept, click “Create”.', url: urls.consent },
    { title: 'Publish the app', text: 'Click “Publish app”, then “Confirm”. If it stays in “Testing”, Google signs you out every 7 days.', url: urls.audience },
    { title: 'Create the key', text: 'Click “Create client”. Application type: “Desktop app”. Click “Create”, then copy the client ID and the client secret: the secret is shown only once.', url: urls.clients },
    { title: 'Connect', text: 'Paste both below. Google will say that it has not verified this app: it is yours, so click “Advanced”, then “Go to Comptoir”, and tick the box. Then choose your business.' },
  ],
  fr: [
    { title: 'Créez un projet', text: 'Votre établissement doit être validé par Google depuis 60 jours et avoir un site web. Connectez-vous avec le compte Google qui le gère. Nom du projet : Comptoir. Cliquez sur « Créer », puis notez le numéro du projet sur sa page d’accueil.', url: urls.project },
    { title: 'Demandez l’accès à Google', text: 'Choisissez « Application for Basic API Access », puis indiquez le numéro du projet, votre site et votre adresse e-mail. C’est gratuit. Google répond sous 14 jours environ ; continuez quand il a dit oui.', url: urls.request },
    { title: 'Activez les posts et les avis', text: 'Vérifiez en haut que votre projet est sélectionné, puis cliquez sur « Activer ». Si cette page n’existe pas, l’accès ne vous a pas encore été donné.', url: urls.posts },
    { title: 'Activez les trois autres', text: 'Cliquez sur « Activer ». Cherchez ensuite en haut « My Business Business Information API » et « Business Profile Performance API », et activez les deux.', url: urls.accounts },
    { title: 'Décrivez l’application', text: 'Cliquez sur « Commencer ». Nom de l’application : Comptoir. Choisissez votre adresse e-mail. Cible : « Externe ». Saisissez à nouveau votre adresse, acceptez, puis cliquez sur « Créer ».', url: urls.consent },
    { title: 'Publiez l’application', text: 'Cliquez sur « Publier l’application », puis sur « Confirmer ». Si elle reste en « Test », Google vous déconnecte tous les 7 jours.', url: urls.audience },
    { title: 'Créez la clé', text: 'Cliquez sur « Créer un client ». Type d’application : « Application de bureau ». Cliquez sur « Créer », puis copiez l’ID client et le code secret : ce dernier n’est montré qu’une fois.', url: urls.clients },
    { title: 'Connectez-vous', text: 'Collez les deux ci-dessous. Google dira ne pas avoir validé cette application : c’est la vôtre, cliquez sur « Paramètres avancés », puis sur « Accéder à Comptoir », et cochez la case. Choisissez ensuite votre établissement.' },
  ],
}
