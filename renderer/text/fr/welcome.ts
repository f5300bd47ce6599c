import type { welcome as en } from '../en/welcome.ts'
import type { Shape } from '../shape.ts'

export const welcome = {
  title: 'Bienvenue',
} satisfies Shape<typeof en>
