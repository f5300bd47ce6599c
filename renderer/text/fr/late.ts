import type { late as en } from '../en/late.ts'
import type { Shape } from '../shape.ts'

export const late = {
  label: 'Si cet ordinateur est éteint ou hors ligne à cette heure-là',
  within: 'Publier à son retour',
  never: 'non, pas tout seul',
  upTo: 'jusqu’à {{by}} de retard',
  always: 'quel que soit le retard',
  later: 'Plus tard que cela',
  instead: 'Mais',
  then: { ask: 'Me demander', 'next-slot': 'Au prochain créneau libre de la journée', drop: 'Ne plus l’envoyer' },
  said: {
    always: 'S’il est éteint : part à son retour',
    ask: 'S’il est éteint : vous demande',
    'next-slot': 'S’il est éteint : prochain créneau libre',
    drop: 'S’il est éteint : non envoyé',
    'upTo-ask': 'S’il est éteint : jusqu’à {{by}} de retard, puis vous demande',
    'upTo-next-slot': 'S’il est éteint : jusqu’à {{by}} de retard, puis prochain créneau libre',
    'upTo-drop': 'S’il est éteint : jusqu’à {{by}} de retard, puis non envoyé',
  },
} satisfies Shape<typeof en>
