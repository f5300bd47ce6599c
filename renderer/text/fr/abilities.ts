import type { abilities as en } from '../en/abilities.ts'
import type { Shape } from '../shape.ts'

export const abilities = {
  text: 'Texte seul', images: 'Images', video: 'Vidéo', thread: 'Plusieurs posts à la suite', poll: 'Sondages', 'content-warning': 'Avertissement', visibility: 'Qui peut voir', language: 'Langue du post',
  reply: 'Répondre', quote: 'Citer', edit: 'Modifier ce qui est publié', delete: 'Supprimer ce qui est publié', like: 'Aimer', boost: 'Partager', follow: 'Suivre', mute: 'Masquer', block: 'Bloquer', report: 'Signaler',
  messages: 'Messages privés', search: 'Recherche', 'account-figures': 'Chiffres des abonnés', 'post-figures': 'Chiffres de chaque post', reach: 'Nombre de vues',
  schedule: 'Publier de lui-même à l’heure dite, même ordinateur éteint',
  story: 'Stories', 'short-video': 'Reels et autres vidéos courtes', 'first-comment': 'Premier commentaire', hide: 'Masquer un commentaire', reviews: 'Avis de clients', documents: 'Documents (PDF)',
  works: 'Oui',
  why: { network: 'Ce réseau ne l’a pas', server: 'Ce serveur ne le propose pas', permission: 'Reconnectez-vous pour l’autoriser' },
} satisfies Shape<typeof en>
