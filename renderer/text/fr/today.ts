import type { today as en } from '../en/today.ts'
import type { Shape } from '../shape.ts'

export const today = {
  title: 'Aujourd’hui',
} satisfies Shape<typeof en>
