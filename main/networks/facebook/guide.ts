import type { GuideStep } from '../../../preload/contract/networks.ts'

type Guide = { readonly en: readonly GuideStep[]; readonly fr: readonly GuideStep[] }
const apps = 'https://developers.facebook.com/apps/'
const business = 'https://business.facebook.com/settings/system-users'

export const ownAppGuide: Guide = {
  en: [
    { title: 'Create your app', text: 'Sign in with the Facebook account that manages your Page, click “Create app”, give it a name (your shop’s will do) and choose the use case “Manage everything on your Page”. It costs nothing.', url: apps },
    { title: 'Choose what it may do', text: 'Open “Use cases”, then “Customize”. Add each permission of the list that begins with “pages_”, and “read_insights” and “business_management”. They work at once for you: no review is needed for your own Pages.' },
    { title: 'Make a login configuration', text: 'If the menu on the left shows “Facebook Login for Business”, open it, then “Configurations”, and create one: “General”, “User access token”, your Pages, and the same permissions. Copy its number into the third field below. If the menu shows “Facebook Login” only, leave that field empty.' },
    { title: 'Leave it in development', text: 'Do not switch the app to “Live” yet: while it is in development, Facebook lets the browser come back to this computer (http://localhost:28441/facebook) without being told that address.' },
    { title: 'Copy two values', text: 'Open “App settings”, then “Basic”. Copy “App ID” into the first field below. Click “Show” beside “App secret” and copy it into the second.' },
    { title: 'Connect', text: 'Click “Continue in the browser” below. Facebook asks which Pages the app may use: choose yours and accept everything that is asked. If you have several Pages, you choose one here afterwards. Facebook takes the access away 90 days after this; Comptoir reminds you before, and you switch the app back to development for a minute to sign in again.' },
    { title: 'Make your posts visible', text: 'Facebook shows what an app in development posts only to people who have a role in that app. Once you are connected, go back to your app, give it a privacy policy address (a page of your website) and switch it to “Live”. Your connection stays.' },
    { title: 'Private messages', text: 'Without a review by Facebook, only messages of people who have a role in your app come in here. The review asks for proof of your business and a short film of your screen; it takes one to several weeks. Everything else works without it.' },
  ],
  fr: [
    { title: 'Créez votre application', text: 'Connectez-vous avec le compte Facebook qui gère votre Page, cliquez sur « Créer une application », donnez-lui un nom (celui de votre commerce convient) et choisissez le cas d’usage « Gérer tous les éléments de votre Page ». C’est gratuit.', url: apps },
    { title: 'Choisissez ce qu’elle peut faire', text: 'Ouvrez « Cas d’usage », puis « Personnaliser ». Ajoutez toutes les autorisations qui commencent par « pages_ », ainsi que « read_insights » et « business_management ». Pour vous, elles marchent tout de suite : vos propres Pages ne demandent aucun examen.' },
    { title: 'Créez une configuration de connexion', text: 'Si le menu de gauche affiche « Facebook Login for Business », ouvrez-le, puis « Configurations », et créez-en une : « Général », « Token d’accès utilisateur », vos Pages et les mêmes autorisations. Copiez son numéro dans le troisième champ ci-dessous. Si le menu n’affiche que « Facebook Login », laissez ce champ vide.' },
    { title: 'Laissez-la en développement', text: 'Ne mettez pas encore l’application « En ligne » : tant qu’elle est en développement, Facebook laisse le navigateur revenir à cet ordinateur (http://localhost:28441/facebook) sans qu’on lui déclare cette adresse.' },
    { title: 'Copiez deux valeurs', text: 'Ouvrez « Paramètres de l’application », puis « Général ». Copiez « ID de l’app » dans le premier champ ci-dessous. Cliquez sur « Afficher » à côté de « Clé secrète » et copiez-la dans le deuxième.' },
    { title: 'Connectez', text: 'Cliquez sur « Continuer dans le navigateur » ci-dessous. Facebook demande quelles Pages l’application peut utiliser : choisissez les vôtres et acceptez tout ce qui est demandé. Si vous avez plusieurs Pages, vous en choisissez une ici ensuite. Facebook retire l’accès au bout de 90 jours ; Comptoir vous prévient avant, et vous remettez l’application en développement une minute pour vous reconnecter.' },
    { title: 'Rendez vos posts visibles', text: 'Ce qu’une application en développement publie, Facebook ne le montre qu’aux personnes qui ont un rôle dans cette application. Une fois connecté, retournez à votre application, donnez-lui l’adresse d’une politique de confidentialité (une page de votre site) et mettez-la « En ligne ». Votre connexion reste.' },
    { title: 'Messages privés', text: 'Sans examen par Facebook, seuls arrivent ici les messages de personnes qui ont un rôle dans votre application. L’examen demande une preuve de votre entreprise et un petit film de votre écran ; il dure d’une à plusieurs semaines. Tout le reste marche sans lui.' },
  ],
}

export const tokenGuide: Guide = {
  en: [
    { title: 'Create your app', text: 'You need an app of your own first: click “Create app”, choose the use case “Manage everything on your Page” and link it to your business portfolio. It costs nothing.', url: apps },
    { title: 'Switch it to “Live”', text: 'Give the app a privacy policy address (a page of your website) and switch it to “Live”: otherwise only you see what it posts. In “App settings”, “Advanced”, leave “Require app secret” off.' },
    { title: 'Add a system user', text: 'Open your business settings, “Users”, “System users”, and click “Add”. Give it a name, for example Comptoir, and the role “Employee”.', url: business },
    { title: 'Give it your Page', text: 'Click “Assign assets”, choose your Page with full control, and your app with “Develop app”.' },
    { title: 'Make the token', text: 'Click “Generate token”, choose your app, “Never” for its end, and tick every permission that begins with “pages_”, and “read_insights” and “business_management”.' },
    { title: 'Paste it here', text: 'Facebook shows the token once. Copy it, paste it below and click “Connect”. It has no end; to take it back, use the same page.' },
  ],
  fr: [
    { title: 'Créez votre application', text: 'Il vous faut d’abord une application à vous : cliquez sur « Créer une application », choisissez le cas d’usage « Gérer tous les éléments de votre Page » et reliez-la à votre portefeuille business. C’est gratuit.', url: apps },
    { title: 'Mettez-la « En ligne »', text: 'Donnez à l’application l’adresse d’une politique de confidentialité (une page de votre site) et mettez-la « En ligne » : sinon, vous seul voyez ce qu’elle publie. Dans « Paramètres de l’application », « Avancé », laissez « Exiger la clé secrète » désactivé.' },
    { title: 'Ajoutez un utilisateur système', text: 'Ouvrez les paramètres de votre entreprise, « Utilisateurs », « Utilisateurs système », et cliquez sur « Ajouter ». Donnez-lui un nom, par exemple Comptoir, et le rôle « Employé ».', url: business },
    { title: 'Donnez-lui votre Page', text: 'Cliquez sur « Attribuer des actifs », choisissez votre Page avec le contrôle total, et votre application avec « Développer l’application ».' },
    { title: 'Créez le jeton', text: 'Cliquez sur « Générer un jeton », choisissez votre application, « Jamais » pour sa fin, et cochez toutes les autorisations qui commencent par « pages_ », ainsi que « read_insights » et « business_management ».' },
    { title: 'Collez-le ici', text: 'Facebook ne montre le jeton qu’une fois. Copiez-le, collez-le ci-dessous et cliquez sur « Connecter ». Il n’a pas de fin ; pour le retirer, passez par la même page.' },
  ],
}
