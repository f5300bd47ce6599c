import type { Drawing } from './drawings.ts'

export type Words = { readonly en: string; readonly fr: string }
export type Which = 'm' | 'b' | 'mb'
/** A post of December: wall clock in Paris, which accounts (Mastodon, Bluesky), a picture, its words. */
export type Planned = { readonly at: string; readonly to: Which; readonly picture?: Drawing; readonly words: Words; readonly is?: 'draft' | 'late' }

/** Tuesday 8 December 2026, 9:12 in Paris: the morning of all pictures. */
export const nowWall = '2026-12-08T09:12'

const monday: Words = { en: 'This week’s loaf is rye with walnuts. Until Saturday, or until it is gone.', fr: 'Le pain de la semaine : seigle aux noix. Jusqu’à samedi, ou jusqu’à épuisement.' }
const saturday: Words = { en: 'Saturday market, place de l’Église, from 8 to 1. The brioche is still warm.', fr: 'Marché du samedi, place de l’Église, de 8 h à 13 h. La brioche est encore tiède.' }

export const december: readonly Planned[] = [
  { at: '2026-11-30T08:00', to: 'mb', picture: 'loaf', words: monday },
  { at: '2026-12-01T09:00', to: 'm', picture: 'shop', words: { en: 'The window is dressed for December. Come and have a look tonight, lights on until 8.', fr: 'La vitrine est prête pour décembre. Passez la voir ce soir, lumières jusqu’à 20 h.' } },
  { at: '2026-12-02T12:00', to: 'b', words: { en: 'Soup and half a baguette for lunch: pumpkin today, leek tomorrow.', fr: 'Soupe et demi-baguette à midi : potiron aujourd’hui, poireau demain.' } },
  { at: '2026-12-03T18:00', to: 'mb', picture: 'log', words: { en: 'Christmas logs can be ordered from today: chocolate, chestnut or pear.', fr: 'Les bûches se commandent dès aujourd’hui : chocolat, marron ou poire.' } },
  { at: '2026-12-05T07:30', to: 'mb', picture: 'baguettes', words: saturday },
  { at: '2026-12-06T09:00', to: 'm', words: { en: 'Saint Nicholas has been. There is a gingerbread for each child today.', fr: 'Saint Nicolas est passé : un pain d’épices pour chaque enfant aujourd’hui.' } },
  { at: '2026-12-07T08:00', to: 'mb', picture: 'loaf', words: monday },
  { at: '2026-12-07T18:30', to: 'b', is: 'late', words: { en: 'Leftover bread, half price from 6:30 tonight.', fr: 'Pain du jour à moitié prix dès 18 h 30 ce soir.' } },
  { at: '2026-12-08T08:00', to: 'mb', picture: 'croissants', words: { en: 'First croissants out of the oven. The kitchen smells of butter.', fr: 'Les premiers croissants sortent du four. Tout sent le beurre.' } },
  { at: '2026-12-08T12:00', to: 'b', words: { en: 'At lunch: onion tart and green salad, €7.50.', fr: 'Ce midi : tarte à l’oignon et salade verte, 7,50 €.' } },
  { at: '2026-12-08T17:30', to: 'mb', picture: 'tart', words: { en: 'Apple tart for tonight: six left. Shall we put one aside for you?', fr: 'Tarte aux pommes pour ce soir : il en reste six. On vous en garde une ?' } },
  { at: '2026-12-10T18:00', to: 'mb', picture: 'log', words: { en: 'One week left to order your Christmas log. The pear one is nearly full.', fr: 'Plus qu’une semaine pour commander votre bûche. La poire est presque complète.' } },
  { at: '2026-12-11T12:00', to: 'm', words: { en: 'What should the New Year’s loaf be? Fig, hazelnut or plain sourdough?', fr: 'Quel pain pour le Nouvel An : figue, noisette ou levain nature ?' } },
  { at: '2026-12-12T07:30', to: 'mb', picture: 'baguettes', words: saturday },
  { at: '2026-12-14T08:00', to: 'mb', picture: 'loaf', words: monday },
  { at: '2026-12-15T10:00', to: 'mb', is: 'draft', picture: 'shop', words: { en: 'Behind the counter: Lucie, who has been baking with us for ten years.', fr: 'De l’autre côté du comptoir : Lucie, dix ans au fournil avec nous.' } },
  { at: '2026-12-16T12:00', to: 'b', words: { en: 'Gift boxes: four jams, one bread knife, one voucher.', fr: 'Coffrets cadeaux : quatre confitures, un couteau à pain, un bon d’achat.' } },
  { at: '2026-12-17T18:00', to: 'mb', picture: 'log', words: { en: 'Last call for Christmas logs: orders close tonight at 7.', fr: 'Dernier appel pour les bûches : fin des commandes ce soir à 19 h.' } },
  { at: '2026-12-19T07:30', to: 'mb', picture: 'baguettes', words: saturday },
  { at: '2026-12-21T08:00', to: 'mb', words: { en: 'Christmas week: open every day from 6:30, Thursday until 5.', fr: 'Semaine de Noël : ouvert tous les jours dès 6 h 30, jeudi jusqu’à 17 h.' } },
  { at: '2026-12-23T17:00', to: 'mb', picture: 'log', words: { en: 'The logs are ready. Bring a bag, they are generous.', fr: 'Les bûches sont prêtes. Prenez un sac, elles sont généreuses.' } },
  { at: '2026-12-24T06:30', to: 'mb', picture: 'croissants', words: { en: 'Good morning on Christmas Eve. Breakfast is warm, and so is the shop.', fr: 'Bonjour de la veille de Noël. Le petit-déjeuner est chaud, la boutique aussi.' } },
  { at: '2026-12-26T09:00', to: 'm', words: { en: 'Closed today. The oven sleeps in.', fr: 'Fermé aujourd’hui : le four fait la grasse matinée.' } },
  { at: '2026-12-29T10:00', to: 'mb', is: 'draft', picture: 'tart', words: { en: 'Epiphany cake: choose your charm.', fr: 'Galette des rois : choisissez votre fève.' } },
  { at: '2026-12-31T07:00', to: 'mb', picture: 'baguettes', words: { en: 'Party bread to order by noon. Happy last day of the year!', fr: 'Pains de fête à commander avant midi. Bon dernier jour de l’année !' } },
]

/** Drafts without a time. */
export const undated: readonly Omit<Planned, 'at'>[] = [
  { to: 'mb', picture: 'shop', words: { en: 'Ten years of the shop: a photo from the first morning', fr: 'Dix ans de boutique : une photo du premier matin' } },
  { to: 'm', words: { en: 'Recipe: what to do with yesterday’s bread', fr: 'Recette : que faire du pain d’hier' } },
  { to: 'b', words: { en: 'Looking for an apprentice from September', fr: 'Nous cherchons un ou une apprentie pour septembre' } },
]

/** What went out in autumn, over and over with the seasons; pictures come back as they do in a real shop. */
export const autumn: readonly { readonly picture: Drawing | null; readonly words: Words }[] = [
  { picture: 'loaf', words: { en: 'This week’s loaf: chestnut and honey.', fr: 'Le pain de la semaine : châtaigne et miel.' } },
  { picture: null, words: { en: 'Pumpkin soup is back at lunch.', fr: 'La soupe de potiron revient à midi.' } },
  { picture: 'croissants', words: { en: 'Sunday croissants, ten minutes old.', fr: 'Croissants du dimanche, dix minutes de vie.' } },
  { picture: null, words: { en: 'Closed on Thursday for the oven’s yearly check.', fr: 'Fermé jeudi : le four passe sa révision.' } },
  { picture: 'tart', words: { en: 'First apples from the Lacaze orchard, and first tarts.', fr: 'Premières pommes du verger Lacaze, premières tartes.' } },
  { picture: null, words: { en: 'Thank you for the queue on Saturday. Truly.', fr: 'Merci pour la file de samedi. Vraiment.' } },
  { picture: 'baguettes', words: { en: 'Why our baguette takes eighteen hours.', fr: 'Pourquoi notre baguette prend dix-huit heures.' } },
  { picture: 'shop', words: { en: 'New opening hours from Monday: 6:30 to 7.', fr: 'Nouveaux horaires dès lundi : 6 h 30 à 19 h.' } },
]
