import type { common as en } from '../en/common.ts'
import type { Shape } from '../shape.ts'

export const common = {
  appName: 'Comptoir',
  cancel: 'Annuler',
  close: 'Fermer',
  showSecret: 'Afficher ou masquer la saisie',
  undo: 'Annuler',
  tryAgain: 'Réessayer',
  details: 'Détails',
  copy: 'Copier',
  copied: 'Copié',
  delete: 'Supprimer',
  remove: 'Retirer',
  back: 'Retour',
  next: 'Suivant',
  done: 'Terminé',
  more: 'Plus',
  unknown: 'Inconnu',
  now: 'maintenant',
  today: 'aujourd’hui',
  tomorrow: 'demain',
  yesterday: 'hier',
  practice: 'Entraînement',
  loading: 'Chargement…',
  openOutside: 'S’ouvre dans votre navigateur',
  and: 'et',
} satisfies Shape<typeof en>
