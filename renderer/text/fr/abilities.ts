import type { abilities as en } from '../en/abilities.ts'
import type { Shape } from '../shape.ts'

export const abilities = {
  title: 'Possibilités',
} satisfies Shape<typeof en>
