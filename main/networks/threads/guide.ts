import type { SignInWay } from '../../../preload/contract/networks.ts'

/** As the network's pages stood on 27 Nov 2026 (https://developers.facebook.com/documentation/threads/get-started). Free, no review for one's own account, about twenty minutes. */
export const guide: NonNullable<SignInWay['guide']> = {
  en: [
    { title: 'Open Meta for Developers', text: 'Sign in with a Facebook account, and register as a developer if Meta asks. This is free.', url: 'https://developers.facebook.com/apps/' },
    { title: 'Create an app', text: 'Choose “Create app”, give it any name, and as its use case “Access the Threads API”. Leave it in development mode: for your own account no review is needed.' },
    { title: 'Choose the rights', text: 'Under “Use cases” → “Customize”, add: threads_basic, threads_content_publish, threads_manage_replies, threads_read_replies, threads_manage_mentions, threads_manage_insights, threads_delete.' },
    { title: 'Invite your own account', text: 'Under “App roles” → “Roles”, choose “Add people” → “Threads tester” and enter your Threads name.', url: 'https://developers.facebook.com/apps/' },
    { title: 'Accept the invitation', text: 'In Threads, open Settings → Account → Website permissions → Invites, and accept.', url: 'https://www.threads.com/settings/account' },
    { title: 'Make the token', text: 'Back in the app, open “Use cases” → “Customize” → “Settings”. Beside your account, under “User Token Generator”, choose “Generate access token”, agree, and copy it.' },
    { title: 'Paste it here', text: 'The token is good for sixty days and Comptoir renews it by itself. A token that ends within the hour also needs the Threads app secret (App settings → Basic); otherwise leave that field empty.' },
  ],
  fr: [
    { title: 'Ouvrez Meta for Developers', text: 'Connectez-vous avec un compte Facebook et inscrivez-vous comme développeur si Meta le demande. C’est gratuit.', url: 'https://developers.facebook.com/apps/' },
    { title: 'Créez une application', text: 'Choisissez « Créer une application », donnez-lui le nom que vous voulez et le cas d’utilisation « Accéder à l’API Threads ». Laissez-la en mode développement : pour votre propre compte, aucun examen n’est nécessaire.' },
    { title: 'Choisissez les droits', text: 'Sous « Cas d’utilisation » → « Personnaliser », ajoutez : threads_basic, threads_content_publish, threads_manage_replies, threads_read_replies, threads_manage_mentions, threads_manage_insights, threads_delete.' },
    { title: 'Invitez votre propre compte', text: 'Sous « Rôles de l’application » → « Rôles », choisissez « Ajouter des personnes » → « Testeur Threads » et saisissez votre nom Threads.', url: 'https://developers.facebook.com/apps/' },
    { title: 'Acceptez l’invitation', text: 'Dans Threads, ouvrez Paramètres → Compte → Autorisations de site web → Invitations, et acceptez.', url: 'https://www.threads.com/settings/account' },
    { title: 'Créez le jeton', text: 'De retour dans l’application, ouvrez « Cas d’utilisation » → « Personnaliser » → « Paramètres ». En face de votre compte, sous « Générateur de jetons », choisissez « Générer un token d’accès », acceptez et copiez-le.' },
    { title: 'Collez-le ici', text: 'Le jeton vaut soixante jours et Comptoir le renouvelle tout seul. Un jeton qui expire dans l’heure demande aussi la clé secrète de l’application Threads (Paramètres de l’app → Général) ; sinon, laissez ce champ vide.' },
  ],
}
