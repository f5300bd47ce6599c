import type { settings as en } from '../en/settings.ts'
import type { Shape } from '../shape.ts'

export const settings = {
  title: 'Réglages',
} satisfies Shape<typeof en>
