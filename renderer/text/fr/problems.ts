import type { problems as en } from '../en/problems.ts'
import type { Shape } from '../shape.ts'

export const problems = {
  title: 'Vérifications',
  empty: 'Il n’y a encore rien à publier.',
  emptyPart: 'La partie {{part}} est vide.',
  tooLong_one: '{{count}} caractère de trop.',
  tooLong_other: '{{count}} caractères de trop.',
  tooHeavy: 'Texte trop lourd pour ce réseau, même si le nombre de caractères convient : les signes spéciaux pèsent plus. Raccourcissez un peu.',
  tooManyImages_one: '{{count}} image au plus.',
  tooManyImages_other: '{{count}} images au plus.',
  tooManyVideos_one: '{{count}} vidéo au plus.',
  tooManyVideos_other: '{{count}} vidéos au plus.',
  mediaMixed: 'Des images ou une vidéo, pas les deux ensemble.',
  mediaType: '{{name}} est d’un type qui n’est pas accepté.',
  mediaTooLarge: '{{name}} est trop lourd : {{size}} au plus.',
  mediaTooLong: '{{name}} est trop long : {{duration}} au plus.',
  mediaShrinks: '{{name}} sera envoyé un peu réduit. Votre original reste intact.',
  altMissing: '{{name}} n’a pas encore de description.',
  altTooLong: 'La description de {{name}} est trop longue : {{max}} caractères au plus.',
  poll: {
    'too-few': 'Il faut au moins deux choix dans un sondage.',
    'too-many': 'Il y a trop de choix dans le sondage.',
    'option-too-long': 'Un choix du sondage est trop long.',
    'option-empty': 'Un choix du sondage est vide.',
    duration: 'Le sondage ne peut pas rester ouvert aussi longtemps.',
    'with-media': 'Un sondage ne peut pas accompagner des images.',
  },
  tooManyParts_one: '{{count}} partie au plus.',
  tooManyParts_other: '{{count}} parties au plus.',
  visibility: 'Ce public ne peut pas être choisi.',
  lacking: { poll: 'Pas de sondages là-bas.', thread: 'Pas de fils là-bas.', images: 'Pas d’images là-bas.', video: 'Pas de vidéos là-bas.', 'content-warning': 'Pas d’avertissements là-bas.', quote: 'Pas de citations là-bas.', other: 'Un élément de cette publication n’existe pas là-bas.' },
} satisfies Shape<typeof en>
