import type { analytics as en } from '../en/analytics.ts'
import type { Shape } from '../shape.ts'

export const analytics = {
  title: 'Résultats',
} satisfies Shape<typeof en>
