import type { failures as en } from '../en/failures.ts'
import type { Shape } from '../shape.ts'

export const failures = {
  start: {
    again: 'Réessayer',
    folder: 'Ouvrir le dossier de mes données',
    newer: { title: 'Vos données viennent d’une version plus récente', sentence: 'Une version plus récente de Comptoir a servi ici. Rien n’a été modifié. Installez la dernière version, puis rouvrez l’application.' },
    blocked: { title: 'Un autre Comptoir est encore ouvert', sentence: 'Il tient vos posts et vos messages. Fermez-le, puis réessayez.' },
    failed: { title: 'Vos posts n’ont pas pu être ouverts', sentence: 'Rien n’a été modifié. Le plus souvent, le disque est plein ou le dossier illisible : faites un peu de place, puis réessayez.' },
  },
} satisfies Shape<typeof en>
