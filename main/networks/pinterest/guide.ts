import type { SignInWay } from '../../../preload/contract/networks.ts'
import { redirectUri } from './sign-in.ts'

const apps = 'https://developers.pinterest.com/apps/'

export const ways: readonly SignInWay[] = [{
  id: 'own-app',
  fields: [
    { name: 'client-id', secret: false, example: '1234567', optional: false },
    { name: 'client-secret', secret: true, example: 'a1b2c3d4…', optional: false },
  ],
  guide: {
    en: [
      { title: 'Have a business account and a board', text: 'In Pinterest’s settings, turn your account into a business account (free), and make the boards you want to pin to.', url: 'https://www.pinterest.com/business/hub/' },
      { title: 'Ask for an app', text: 'Click “Connect app”. Give your company’s name and website, a privacy policy that can be opened, and say that you publish your own pins with it.', url: apps },
      { title: 'Wait for the trial', text: 'A person at Pinterest looks at it, which takes some working days. With trial access, nobody but you sees what is pinned.' },
      { title: 'Enter the address', text: `Open the app, and at “Redirect URIs” add exactly: ${redirectUri}` },
      { title: 'Copy the two codes', text: 'Copy “App ID” and “App secret key” into the fields below. They stay in this computer’s keychain.' },
      { title: 'Sign in', text: 'Your browser opens; click “Give access”. It renews itself as long as Comptoir runs at least once in two months.' },
      { title: 'Ask for standard access', text: 'So that everybody sees your pins: in the app, click “Upgrade”, with a short video of signing in and pinning from Comptoir. It is free.' },
    ],
    fr: [
      { title: 'Ayez un compte professionnel et un tableau', text: 'Dans les paramètres de Pinterest, convertissez votre compte en compte professionnel (gratuit), et créez les tableaux où épingler.', url: 'https://www.pinterest.com/business/hub/' },
      { title: 'Demandez une application', text: 'Cliquez sur « Connect app ». Indiquez le nom et le site de votre entreprise, une politique de confidentialité consultable, et dites que vous publiez vos propres épingles.', url: apps },
      { title: 'Attendez l’accès d’essai', text: 'Une personne de Pinterest l’examine, en quelques jours ouvrés. Avec l’accès d’essai, vous seul voyez ce qui est épinglé.' },
      { title: 'Indiquez l’adresse', text: `Ouvrez l’application et, dans « Redirect URIs », ajoutez exactement : ${redirectUri}` },
      { title: 'Copiez les deux codes', text: 'Copiez « App ID » et « App secret key » dans les champs ci-dessous. Ils restent dans le trousseau de cet ordinateur.' },
      { title: 'Connectez-vous', text: 'Votre navigateur s’ouvre ; cliquez sur « Autoriser ». L’accès se renouvelle tant que Comptoir tourne au moins une fois tous les deux mois.' },
      { title: 'Demandez l’accès standard', text: 'Pour que tout le monde voie vos épingles : dans l’application, cliquez sur « Upgrade », avec une courte vidéo de la connexion et d’une épingle faite depuis Comptoir. C’est gratuit.' },
    ],
  },
}]
