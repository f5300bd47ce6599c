import type { byHand as en } from '../en/by-hand.ts'
import type { Shape } from '../shape.ts'

export const byHand = {
  title: 'À publier sur {{network}}',
  meant: '{{account}}, prévu {{when}}',
  text: 'Le texte',
  textOf: 'Texte {{number}} sur {{count}}',
  copy: 'Copier le texte',
  copyOf: 'Copier le texte {{number}}',
  noText: 'Ce post n’a pas de texte.',
  files: 'Images, vidéos et documents',
  folder_one: 'Ouvrir le dossier du fichier',
  folder_other: 'Ouvrir le dossier des {{count}} fichiers',
  folderWhy_one: 'Prêt à être glissé dans la page.',
  folderWhy_other: 'Dans leur ordre, prêts à être glissés dans la page.',
  copyAlt: 'Copier la description de {{name}}',
  page: 'La page',
  open: 'Ouvrir {{network}}',
  openWhy: 'Dans votre navigateur, là où vous êtes connecté.',
  done: 'Il y est ?',
  link: 'Lien vers le post',
  linkWhy: 'Copié depuis la page. Laissez vide s’il n’en a pas.',
  linkOf: 'Lien vers le post {{number}} sur {{count}}',
  linksWhy: 'Copiés depuis la page. Laissez vide ce qui n’en a pas.',
  notALink: 'Ce n’est pas un lien. Il commence par https://',
  isThere: 'Il y est',
  thanks: 'C’est noté : il est sur {{network}}.',
} satisfies Shape<typeof en>
