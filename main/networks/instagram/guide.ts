import type { SignInWay } from '../../../preload/contract/networks.ts'

type Guide = NonNullable<SignInWay['guide']>
const apps = 'https://developers.facebook.com/apps/'

/** As the network's pages stood on 27 Nov 2026 (…/instagram-api-with-instagram-login). Free, no review for one's own account, about twenty minutes. */
export const tokenGuide: Guide = {
  en: [
    { title: 'Make the account professional', text: 'In Instagram, open Settings → Account type and tools, and switch to a professional account: business rather than creator, since only business accounts may publish stories this way. The account must be public.' },
    { title: 'Create an app', text: 'Open Meta for Developers with a Facebook account, choose “Create app”, give it any name, and as its use case “Manage messaging and content on Instagram”. This is free, and you need no Facebook Page.', url: apps },
    { title: 'Invite your own account', text: 'In the app, open “App roles” → “Roles” → “Add people” → “Instagram tester”, and enter your Instagram name.' },
    { title: 'Accept the invitation', text: 'In Instagram on the web, open Settings → Apps and websites → Tester invites, and accept.', url: 'https://www.instagram.com/accounts/manage_access/' },
    { title: 'Make the token', text: 'In the app, open “Use cases” → “Customize” → “API setup with Instagram login”. Under “Generate access tokens”, choose “Add account”, sign in, then “Generate token”, agree to everything, and copy it.' },
    { title: 'Paste it here', text: 'The token is good for sixty days and Comptoir renews it by itself. For your own account no review is needed.' },
    { title: 'Add a web space', text: 'Instagram fetches pictures and videos from the web only. In the settings, give Comptoir a web space of yours to put them for a moment.' },
  ],
  fr: [
    { title: 'Passez en compte professionnel', text: 'Dans Instagram, ouvrez Paramètres → Type de compte et outils, et passez à un compte professionnel : entreprise plutôt que créateur, car seuls les comptes d’entreprise peuvent publier des stories de cette façon. Le compte doit être public.' },
    { title: 'Créez une application', text: 'Ouvrez Meta for Developers avec un compte Facebook, choisissez « Créer une application », donnez-lui le nom que vous voulez et le cas d’utilisation « Gérer les messages et le contenu sur Instagram ». C’est gratuit, et il ne faut aucune Page Facebook.', url: apps },
    { title: 'Invitez votre propre compte', text: 'Dans l’application, ouvrez « Rôles de l’application » → « Rôles » → « Ajouter des personnes » → « Testeur Instagram » et saisissez votre nom Instagram.' },
    { title: 'Acceptez l’invitation', text: 'Dans Instagram sur le web, ouvrez Paramètres → Applications et sites web → Invitations de testeur, et acceptez.', url: 'https://www.instagram.com/accounts/manage_access/' },
    { title: 'Créez le jeton', text: 'Dans l’application, ouvrez « Cas d’utilisation » → « Personnaliser » → « Configuration de l’API avec la connexion Instagram ». Sous « Générer des tokens d’accès », choisissez « Ajouter un compte », connectez-vous, puis « Générer un token », acceptez tout et copiez-le.' },
    { title: 'Collez-le ici', text: 'Le jeton vaut soixante jours et Comptoir le renouvelle tout seul. Pour votre propre compte, aucun examen n’est nécessaire.' },
    { title: 'Ajoutez un espace web', text: 'Instagram va chercher les photos et les vidéos uniquement sur le web. Dans les réglages, donnez à Comptoir un espace web à vous pour les y poser un instant.' },
  ],
}

/** …/instagram-api-with-facebook-login, seen 27 Nov 2026: for accounts linked to a Page. Videos then need no web space. */
export const ownAppGuide: Guide = {
  en: [
    { title: 'When to choose this way', text: 'Your professional Instagram account is linked to a Facebook Page you manage. It adds sending videos without a web space, likes, and deleting posts.' },
    { title: 'Create an app', text: 'Open Meta for Developers, choose “Create app”, and as its use case “Manage messaging and content on Instagram”. This is free. Leave it in development mode.', url: apps },
    { title: 'Choose what it may do', text: 'Open “Use cases” → “Customize” → “API setup with Facebook login”, and add every permission that begins with “instagram_”, and pages_show_list, pages_read_engagement and business_management. They work at once for you: no review is needed for your own account.' },
    { title: 'Let the browser come back', text: 'While the app is in development, Facebook lets the browser come back to this computer (http://localhost:28442/instagram) without being told that address.' },
    { title: 'Copy two values', text: 'Open “App settings” → “Basic”. Copy “App ID” into the first field below. Click “Show” beside “App secret” and copy it into the second.' },
    { title: 'Connect', text: 'Click “Continue in the browser” below, choose the Page your Instagram account is linked to, and accept everything that is asked. If Facebook says “Invalid Scopes”, add the permissions it names to your app and connect again. Every sixty days Facebook wants you to do this again; Comptoir reminds you before.' },
    { title: 'Add a web space', text: 'Pictures are fetched from the web only. In the settings, give Comptoir a web space of yours to put them for a moment.' },
  ],
  fr: [
    { title: 'Quand choisir cette voie', text: 'Votre compte Instagram professionnel est relié à une Page Facebook que vous gérez. Elle permet en plus d’envoyer des vidéos sans espace web, d’aimer et de supprimer des posts.' },
    { title: 'Créez une application', text: 'Ouvrez Meta for Developers, choisissez « Créer une application » et le cas d’utilisation « Gérer les messages et le contenu sur Instagram ». C’est gratuit. Laissez-la en mode développement.', url: apps },
    { title: 'Choisissez ce qu’elle peut faire', text: 'Ouvrez « Cas d’utilisation » → « Personnaliser » → « Configuration de l’API avec la connexion Facebook », et ajoutez toutes les autorisations qui commencent par « instagram_ », ainsi que pages_show_list, pages_read_engagement et business_management. Pour vous, elles marchent tout de suite : votre propre compte ne demande aucun examen.' },
    { title: 'Laissez revenir le navigateur', text: 'Tant que l’application est en développement, Facebook laisse le navigateur revenir à cet ordinateur (http://localhost:28442/instagram) sans qu’on lui déclare cette adresse.' },
    { title: 'Copiez deux valeurs', text: 'Ouvrez « Paramètres de l’application » → « Général ». Copiez « ID de l’app » dans le premier champ ci-dessous. Cliquez sur « Afficher » à côté de « Clé secrète » et copiez-la dans le second.' },
    { title: 'Connectez', text: 'Cliquez sur « Continuer dans le navigateur » ci-dessous, choisissez la Page à laquelle votre compte Instagram est relié, et acceptez tout ce qui est demandé. Si Facebook affiche « Invalid Scopes », ajoutez à votre application les autorisations qu’il nomme et recommencez. Facebook demande de le refaire tous les soixante jours ; Comptoir vous prévient avant.' },
    { title: 'Ajoutez un espace web', text: 'Les photos ne sont prises que sur le web. Dans les réglages, donnez à Comptoir un espace web à vous pour les y poser un instant.' },
  ],
}
