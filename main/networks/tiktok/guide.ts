import type { GuideStep } from '../../../preload/contract/networks.ts'

const portal = 'https://developers.tiktok.com/apps/'

/** The way to an own app at TikTok (developers.tiktok.com: login-kit-desktop, add-a-sandbox, app-review-guidelines; seen 27 Nov 2026). */
export const guide: { readonly en: readonly GuideStep[]; readonly fr: readonly GuideStep[] } = {
  en: [
    { title: 'Know what to expect', text: 'TikTok lets an app publish for everybody only after it has reviewed it, which takes two to six weeks, and it often declines apps meant for one business. Until then, posts are visible to you alone, and your account must be private when they go out. If that does not suit you, add TikTok by hand: Comptoir reminds you and prepares everything.' },
    { title: 'Create the app', text: 'Sign in with your TikTok account, choose “Manage apps”, then “Connect an app”. Give a name, an icon, your website, and the addresses of your terms and privacy pages. As platform, tick “Desktop”.', url: portal },
    { title: 'Add the products', text: 'Under “Add products”, choose Login Kit and Content Posting API. In Content Posting API, switch “Direct Post” on.' },
    { title: 'Enter the return address', text: 'In Login Kit, under “Redirect URI” for Desktop, paste exactly: http://127.0.0.1:*/callback/ (with the star and the slash at the end).' },
    { title: 'Choose the rights', text: 'Under “Scopes”, add user.info.basic, user.info.profile, user.info.stats, video.list, video.publish and video.upload.' },
    { title: 'Try it out, then ask for the review', text: 'To begin at once, create a Sandbox and add your account to its “Target users”. To publish for everybody, send the app with “Submit for review”, with a short film that shows how you post.' },
    { title: 'For photos: prove your web space', text: 'TikTok fetches photos from the web. Under “URL properties”, prove the domain of the web space that you have set up in Comptoir. Videos do not need this.' },
    { title: 'Copy the key and the secret', text: 'On the app’s page, copy “Client key” and “Client secret” into the two fields below. They stay in this computer’s keychain.' },
  ],
  fr: [
    { title: 'À quoi vous attendre', text: 'TikTok ne laisse une application publier pour tout le monde qu’après l’avoir examinée, ce qui prend deux à six semaines, et refuse souvent celles d’un seul commerce. D’ici là, vos posts ne sont visibles que de vous, et votre compte doit être privé au moment de l’envoi. Si cela ne vous convient pas, ajoutez TikTok à la main : Comptoir vous le rappelle et prépare tout.' },
    { title: 'Créez l’application', text: 'Connectez-vous avec votre compte TikTok, choisissez « Manage apps », puis « Connect an app ». Indiquez un nom, une icône, votre site, et les adresses de vos conditions et de votre page de confidentialité. Comme plateforme, cochez « Desktop ».', url: portal },
    { title: 'Ajoutez les produits', text: 'Sous « Add products », choisissez Login Kit et Content Posting API. Dans Content Posting API, activez « Direct Post ».' },
    { title: 'Saisissez l’adresse de retour', text: 'Dans Login Kit, sous « Redirect URI » pour Desktop, collez exactement : http://127.0.0.1:*/callback/ (avec l’étoile et la barre à la fin).' },
    { title: 'Choisissez les droits', text: 'Sous « Scopes », ajoutez user.info.basic, user.info.profile, user.info.stats, video.list, video.publish et video.upload.' },
    { title: 'Essayez, puis demandez l’examen', text: 'Pour commencer tout de suite, créez une « Sandbox » et ajoutez votre compte à ses « Target users ». Pour publier pour tout le monde, envoyez l’application avec « Submit for review », accompagnée d’un petit film qui montre comment vous publiez.' },
    { title: 'Pour les photos : prouvez votre espace Web', text: 'TikTok va chercher les photos sur le Web. Sous « URL properties », prouvez le domaine de l’espace Web que vous avez réglé dans Comptoir. Les vidéos n’en ont pas besoin.' },
    { title: 'Copiez la clé et le secret', text: 'Sur la page de l’application, copiez « Client key » et « Client secret » dans les deux champs ci-dessous. Ils restent dans le trousseau de cet ordinateur.' },
  ],
}
