import type { GuideStep, SignInWay } from '../../../preload/contract/networks.ts'
import { redirectUri } from './sign-in.ts'

const apps = 'https://www.linkedin.com/developers/apps'
const generator = 'https://www.linkedin.com/developers/tools/oauth/token-generator'

const makeEn: readonly GuideStep[] = [
  { title: 'Create an app', text: 'Click “Create app”. Give it a name, choose your company page (or LinkedIn’s default page for individuals), add a logo, accept the terms. It is free.', url: apps },
  { title: 'Confirm the page', text: 'Under “Settings”, click “Verify” and open the link as an administrator of the page, within 30 days.' },
  { title: 'For your own profile', text: 'Under “Products”, request “Share on LinkedIn” and “Sign In with LinkedIn using OpenID Connect”. Both are granted at once. They can post, and read nothing: no comments, no figures.' },
  { title: 'For a company page', text: 'Make a second app and request only “Community Management API” in it. LinkedIn reviews it: registered company, business e-mail, website, privacy policy, verified page. An app that was refused cannot ask again.' },
]
const makeFr: readonly GuideStep[] = [
  { title: 'Créez une application', text: 'Cliquez sur « Create app ». Donnez-lui un nom, choisissez la page de votre entreprise (ou la page par défaut de LinkedIn pour les particuliers), ajoutez un logo, acceptez les conditions. C’est gratuit.', url: apps },
  { title: 'Confirmez la page', text: 'Sous « Settings », cliquez sur « Verify », puis ouvrez le lien en tant qu’administrateur de la page, sous 30 jours.' },
  { title: 'Pour votre profil', text: 'Sous « Products », demandez « Share on LinkedIn » et « Sign In with LinkedIn using OpenID Connect ». Ils sont accordés aussitôt. Ils publient et ne lisent rien : ni commentaires, ni chiffres.' },
  { title: 'Pour une page d’entreprise', text: 'Créez une deuxième application et n’y demandez que « Community Management API ». LinkedIn l’examine : entreprise enregistrée, e-mail professionnel, site, politique de confidentialité, page vérifiée. Une application refusée ne peut pas redemander.' },
]

export const ways: readonly SignInWay[] = [
  {
    id: 'own-app',
    fields: [
      { name: 'client-id', secret: false, example: '78abc123def456', optional: false },
      { name: 'client-secret', secret: true, example: 'WPL_AP1.…', optional: false },
    ],
    guide: {
      en: [
        ...makeEn,
        { title: 'Enter the address', text: `Under “Auth”, at “Authorized redirect URLs”, add exactly: ${redirectUri} Should LinkedIn refuse it, connect with a token instead.` },
        { title: 'Copy the two codes', text: 'Under “Auth”, copy “Client ID” and “Primary Client Secret” into the fields below. They stay in this computer’s keychain.' },
        { title: 'Sign in', text: 'Your browser opens; say yes. LinkedIn asks again every 60 days: Comptoir reminds you a week before.' },
      ],
      fr: [
        ...makeFr,
        { title: 'Indiquez l’adresse', text: `Sous « Auth », dans « Authorized redirect URLs », ajoutez exactement : ${redirectUri} Si LinkedIn la refuse, connectez-vous plutôt avec un jeton.` },
        { title: 'Copiez les deux codes', text: 'Sous « Auth », copiez « Client ID » et « Primary Client Secret » dans les champs ci-dessous. Ils restent dans le trousseau de cet ordinateur.' },
        { title: 'Connectez-vous', text: 'Votre navigateur s’ouvre ; acceptez. LinkedIn le redemande tous les 60 jours : Comptoir vous le rappelle une semaine avant.' },
      ],
    },
  },
  {
    id: 'token',
    fields: [{ name: 'token', secret: true, example: 'AQX…', optional: false }],
    guide: {
      en: [
        ...makeEn,
        { title: 'Make a token', text: 'Open the token generator, choose your app, tick all the rights it offers, click “Request access token” and say yes.', url: generator },
        { title: 'Paste it here', text: 'It lives 60 days; then make another one. To end it sooner: LinkedIn, Settings, Data privacy, Permitted services.' },
      ],
      fr: [
        ...makeFr,
        { title: 'Créez un jeton', text: 'Ouvrez le générateur de jetons, choisissez votre application, cochez tous les droits proposés, cliquez sur « Request access token » et acceptez.', url: generator },
        { title: 'Collez-le ici', text: 'Il vit 60 jours ; créez-en alors un autre. Pour y mettre fin plus tôt : LinkedIn, Préférences, Confidentialité des données, Services autorisés.' },
      ],
    },
  },
]
