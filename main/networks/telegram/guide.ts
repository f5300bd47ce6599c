import type { GuideStep } from '../../../preload/contract/networks.ts'

/** https://core.telegram.org/bots/features#botfather, seen 27 Nov 2026. */
export const guide: { readonly en: readonly GuideStep[]; readonly fr: readonly GuideStep[] } = {
  en: [
    { title: 'Create a bot', text: 'Open BotFather in Telegram, send /newbot, and choose a name and a user name. It costs nothing and needs no review.', url: 'https://t.me/BotFather' },
    { title: 'Make it an administrator', text: 'In your channel: “Administrators”, “Add administrator”, look for your bot, and leave “Post messages” on.' },
    { title: 'For comments', text: 'If your channel has a discussion group, add the bot there too, as an administrator: else it does not see what people write.' },
    { title: 'Copy the token', text: 'Paste what BotFather has given you into the field below, and the channel’s @name above it. To end the access for good, send /revoke to BotFather.' },
  ],
  fr: [
    { title: 'Créez un bot', text: 'Ouvrez BotFather dans Telegram, envoyez /newbot, puis choisissez un nom et un nom d’utilisateur. C’est gratuit et sans examen.', url: 'https://t.me/BotFather' },
    { title: 'Faites-en un administrateur', text: 'Dans votre canal : « Administrateurs », « Ajouter un administrateur », cherchez votre bot et laissez « Publier des messages » activé.' },
    { title: 'Pour les commentaires', text: 'Si votre canal a un groupe de discussion, ajoutez-y aussi le bot, comme administrateur : sinon il ne voit pas ce qu’on y écrit.' },
    { title: 'Copiez le jeton', text: 'Collez ce que BotFather vous a donné dans le champ ci-dessous, et le @nom du canal au-dessus. Pour mettre fin à l’accès, envoyez /revoke à BotFather.' },
  ],
}
