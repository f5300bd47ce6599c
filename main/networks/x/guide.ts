import type { SignInWay } from '../../../preload/contract/networks.ts'
import { prices } from './limits.ts'
import { redirectUri } from './sign-in.ts'

const dollars = (amount: number): string => `$${Math.round(amount * 1000) % 10 === 0 ? amount.toFixed(2) : amount.toFixed(3)}`
const dollarsFr = (amount: number): string => `${dollars(amount).slice(1).replace('.', ',')}\u00a0$`
const dayIn = (language: string): string => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(prices.seen))

/** console.x.com as docs.x.com describes it (fundamentals/developer-apps, fundamentals/developer-portal, Aug 2026). */
export const guide: NonNullable<SignInWay['guide']> = {
  en: [
    { title: 'Open X’s developer console', text: 'Sign in with the X account of your business and accept the developer agreement. No review is needed: the app works at once.', url: 'https://console.x.com' },
    { title: 'Create an app', text: 'Choose “Apps”, then “Create App”. Give it any name, for example that of your business.' },
    { title: 'Set up the sign-in', text: 'In the app, open “User authentication settings” and choose “Set up”. App permissions: “Read and write and Direct message”. Type of app: “Native App”.' },
    { title: 'Paste the return address', text: `Put ${redirectUri} into “Callback URI / Redirect URL”, exactly like that, and the address of your website into “Website URL”. Save.` },
    { title: 'Buy credits', text: `X charges for each call, so it needs a few dollars of credit; set a spending limit as well. A post costs ${dollars(prices.post)}, a post with a link ${dollars(prices.postWithLink)} (a mere “example.com” is one), an answer ${dollars(prices.reply)}, a private message ${dollars(prices.message)}, the description of a picture ${dollars(prices.altText)}. One post a day comes to about ${dollars(prices.post * 30)} a month, with a link to ${dollars(prices.postWithLink * 30)}.`, url: 'https://console.x.com' },
    { title: 'What reading costs', text: `Your own posts and mentions cost ${dollars(prices.ownRead)} each, posts found by a search ${dollars(prices.otherPost)}, private messages ${dollars(prices.messageRead)}, once a day at most. A mention brings at most ten posts around it, a private message five others. Prices as seen on ${dayIn('en-GB')}; the console shows today’s.`, url: prices.source },
    { title: 'Copy the client ID', text: 'Open “Keys and tokens” and copy the “Client ID” under “OAuth 2.0” into the field below. A Native App has no secret: leave that field empty. If you chose “Web App”, copy the client secret as well.' },
    { title: 'Connect the account', text: 'Your browser opens X. Allow access with the account you want to post with. It stays connected by itself.' },
  ],
  fr: [
    { title: 'Ouvrez la console développeur de X', text: 'Connectez-vous avec le compte X de votre commerce et acceptez le contrat développeur. Aucun examen n’est demandé : l’application fonctionne aussitôt.', url: 'https://console.x.com' },
    { title: 'Créez une application', text: 'Choisissez « Apps », puis « Create App ». Donnez-lui le nom que vous voulez, celui de votre commerce par exemple.' },
    { title: 'Réglez la connexion', text: 'Dans l’application, ouvrez « User authentication settings », puis « Set up ». App permissions : « Read and write and Direct message ». Type of app : « Native App ».' },
    { title: 'Collez l’adresse de retour', text: `Mettez ${redirectUri} dans « Callback URI / Redirect URL », exactement ainsi, et l’adresse de votre site dans « Website URL ». Enregistrez.` },
    { title: 'Achetez du crédit', text: `X fait payer chaque appel : il faut quelques dollars de crédit ; fixez aussi une limite de dépense. Un post coûte ${dollarsFr(prices.post)}, un post avec un lien ${dollarsFr(prices.postWithLink)} (un simple « exemple.fr » en est un), une réponse ${dollarsFr(prices.reply)}, un message privé ${dollarsFr(prices.message)}, la description d’une image ${dollarsFr(prices.altText)}. Un post par jour revient à environ ${dollarsFr(prices.post * 30)} par mois, avec un lien à ${dollarsFr(prices.postWithLink * 30)}.`, url: 'https://console.x.com' },
    { title: 'Ce que coûte la lecture', text: `Vos posts et vos mentions coûtent ${dollarsFr(prices.ownRead)} pièce, les posts trouvés par une recherche ${dollarsFr(prices.otherPost)}, les messages privés ${dollarsFr(prices.messageRead)}, une seule fois par jour. Une mention amène au plus dix posts qui l’entourent, un message privé cinq autres. Prix relevés le ${dayIn('fr')} ; la console affiche ceux du jour.`, url: prices.source },
    { title: 'Copiez le « Client ID »', text: 'Ouvrez « Keys and tokens » et copiez le « Client ID » sous « OAuth 2.0 » dans le champ ci-dessous. Une « Native App » n’a pas de secret : laissez ce champ vide. Si vous avez choisi « Web App », copiez aussi le « Client Secret ».' },
    { title: 'Connectez le compte', text: 'Votre navigateur ouvre X. Donnez l’accès avec le compte qui doit publier. Il reste ensuite connecté.' },
  ],
}
