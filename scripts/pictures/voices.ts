import type { Item } from '../../preload/contract/items.ts'
import type { Words } from './posts.ts'

/** Something said to the bakery. `who`: its place among the customers; `about`: the bakery's post that it answers; `hoursAgo` from the morning of the pictures. */
export type Voice = {
  readonly kind: Item['kind']; readonly who: number; readonly on: 'm' | 'b'; readonly hoursAgo: number
  readonly words?: Words; readonly about?: Words; readonly isRead?: boolean; readonly isDone?: boolean
  /** What was said before, oldest first; `own` by the bakery. */
  readonly before?: readonly { readonly own: boolean; readonly words: Words }[]
}

const logs: Words = { en: 'Christmas logs can be ordered from today: chocolate, chestnut or pear.', fr: 'Les bûches se commandent dès aujourd’hui : chocolat, marron ou poire.' }
const croissants: Words = { en: 'First croissants out of the oven. The kitchen smells of butter.', fr: 'Les premiers croissants sortent du four. Tout sent le beurre.' }

export const voices: readonly Voice[] = [
  { kind: 'reply', who: 0, on: 'm', hoursAgo: 0.3, about: logs, words: { en: 'Is there one without hazelnuts? My son is allergic, and he has been talking about your pear log since last year.', fr: 'Y en a-t-il une sans noisettes ? Mon fils est allergique et me parle de votre bûche à la poire depuis l’an dernier.' } },
  { kind: 'message', who: 1, on: 'm', hoursAgo: 0.9, words: { en: 'Perfect. And could you slice two of them?', fr: 'Parfait. Et pourriez-vous en trancher deux ?' }, before: [
    { own: false, words: { en: 'Hello! Can you bake twelve large loaves for Friday the 18th? It is for the school party.', fr: 'Bonjour ! Pouvez-vous faire douze gros pains pour vendredi 18 ? C’est pour la fête de l’école.' } },
    { own: true, words: { en: 'With pleasure. They will be ready at 7:30, at the side door.', fr: 'Avec plaisir. Ils seront prêts à 7 h 30, à la porte de côté.' } },
  ] },
  { kind: 'mention', who: 2, on: 'b', hoursAgo: 1.6, words: { en: 'Walked past this morning and the whole street smelled of butter. Never change.', fr: 'Passée devant ce matin, toute la rue sentait le beurre. Ne changez rien.' } },
  { kind: 'reply', who: 3, on: 'b', hoursAgo: 2.1, about: croissants, words: { en: 'Are there any left around ten?', fr: 'En restera-t-il vers dix heures ?' } },
  { kind: 'quote', who: 4, on: 'm', hoursAgo: 16, about: logs, words: { en: 'The chestnut one won our blind tasting last year. Order early.', fr: 'Celle au marron a gagné notre dégustation à l’aveugle l’an dernier. Commandez tôt.' }, isRead: true },
  { kind: 'mention', who: 5, on: 'm', hoursAgo: 19, words: { en: 'Do you open on the 26th? Family of nine, no bread.', fr: 'Ouvrez-vous le 26 ? Famille de neuf, plus de pain.' }, isRead: true },
  { kind: 'reply', who: 6, on: 'b', hoursAgo: 22, about: logs, words: { en: 'Chocolate, please. Always chocolate.', fr: 'Chocolat, s’il vous plaît. Toujours chocolat.' }, isRead: true },
  { kind: 'message', who: 7, on: 'b', hoursAgo: 27, words: { en: 'I am a student at the hotel school and would love to spend a week in your bakehouse in February. Whom should I write to?', fr: 'Je suis élève au lycée hôtelier et j’aimerais passer une semaine dans votre fournil en février. À qui puis-je écrire ?' }, isRead: true },
  { kind: 'mention', who: 3, on: 'm', hoursAgo: 46, words: { en: 'Best gingerbread in town, my daughter says. She is four and very strict.', fr: 'Le meilleur pain d’épices de la ville, dit ma fille. Elle a quatre ans et elle est très exigeante.' }, isRead: true, isDone: true },
  { kind: 'reply', who: 1, on: 'm', hoursAgo: 51, about: logs, words: { en: 'Ordered two. See you on the 23rd!', fr: 'Deux commandées. À mercredi 23 !' }, isRead: true, isDone: true },
  { kind: 'like', who: 5, on: 'm', hoursAgo: 0.6, about: croissants }, { kind: 'boost', who: 4, on: 'm', hoursAgo: 0.8, about: croissants },
  { kind: 'follow', who: 7, on: 'b', hoursAgo: 3 }, { kind: 'like', who: 2, on: 'b', hoursAgo: 3.5, about: croissants, isRead: true }, { kind: 'follow', who: 6, on: 'm', hoursAgo: 20, isRead: true },
]
