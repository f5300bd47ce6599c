import type { problems as en } from '../en/problems.ts'
import type { Shape } from '../shape.ts'

export const problems = {
  empty: 'Il n’y a encore rien à publier.',
  'empty-part': 'La partie {{part}} est encore vide.',
  'text-too-long': {
    graphemes_one: '{{count}} caractère de trop ({{max, number}} au plus).',
    graphemes_other: '{{count, number}} caractères de trop ({{max, number}} au plus).',
    bytes: 'Le texte est trop lourd pour ce réseau. Émojis et accents pèsent plus : raccourcissez un peu.',
  },
  'text-sign': 'Ce réseau n’accepte pas le signe « {{sign}} ». Écrivez-le autrement.',
  'too-many-media': {
    image_one: '{{count}} image au plus par post.', image_other: '{{count}} images au plus par post.',
    video_one: '{{count}} vidéo au plus par post.', video_other: '{{count}} vidéos au plus par post.',
  },
  'media-mixed': 'Images et vidéo ne peuvent pas aller ensemble dans un post ici. Gardez l’un ou l’autre.',
  'media-alone': '« {{name}} » est animée : ici, elle va seule dans un post. Retirez-la, ou retirez les autres.',
  'media-needed': { media: 'Il faut ici une image ou une vidéo.', image: 'Il faut ici une image.', video: 'Il faut ici une vidéo.' },
  'media-web-space': {
    image: 'Ce réseau ne prend les images que sur le Web. Configurez un espace Web, ou publiez ce post à la main.',
    'image-without': 'Ce réseau ne prend les images que sur le Web. Configurez un espace Web, retirez-les, ou publiez ce post à la main.',
    'image-video': 'Ce réseau ne prend les images que sur le Web. Configurez un espace Web, choisissez plutôt une vidéo, ou publiez ce post à la main.',
    video: 'Ce réseau ne prend les vidéos que sur le Web. Configurez un espace Web, ou publiez ce post à la main.',
    'video-without': 'Ce réseau ne prend les vidéos que sur le Web. Configurez un espace Web, retirez la vidéo, ou publiez ce post à la main.',
  },
  'media-too-short': '« {{name}} » est trop courte : {{min}} au moins.',
  'media-too-small': '« {{name}} » est trop petite : au moins {{width, number}} × {{height, number}} pixels.',
  'media-aspect': { tall: '« {{name}} » est trop haute pour ce réseau. Rognez-la un peu.', wide: '« {{name}} » est trop large pour ce réseau. Rognez-la un peu.' },
  'option-missing': 'Reste à choisir : {{option}}.',
  'option-sign': '{{option}} : le signe « {{sign}} » n’est pas accepté ici.',
  'option-too-long': '{{option}} : {{max, number}} caractères au plus.',
  'option-invalid': '{{option}} : cela ne convient pas.',
  'media-type': '« {{name}} » : ce réseau ne prend pas ce genre de fichier.',
  'media-too-large': '« {{name}} » est trop lourd : {{max}} au plus.',
  'media-too-long': '« {{name}} » est trop long : {{max}} au plus.',
  'media-shrinks': '« {{name}} » sera réduite pour convenir. Elle reste nette à l’écran.',
  'alt-missing': '« {{name}} » n’a pas encore de description. Certaines personnes ne font que l’entendre.',
  'alt-too-long': 'La description de « {{name}} » est trop longue ({{max, number}} caractères au plus).',
  'poll-invalid': {
    'too-few': 'Un sondage a besoin d’au moins deux réponses.', 'too-many': 'Le sondage a trop de réponses.', 'option-too-long': 'Une réponse du sondage est trop longue.',
    'option-empty': 'Une réponse du sondage est vide.', duration: 'Le sondage ne peut pas durer si longtemps ou si peu ici.', 'with-media': 'Un sondage et des images ne peuvent pas aller ensemble ici.',
  },
  'too-many-parts_one': '{{count}} post au plus ici.',
  'too-many-parts_other': '{{count}} posts à la suite au plus.',
  visibility: 'Ce compte ne peut pas réserver un post à ces personnes.',
  lacking: 'Impossible avec ce compte : {{ability}}.',
} satisfies Shape<typeof en>
