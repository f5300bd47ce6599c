import type { outbox as en } from '../en/outbox.ts'
import type { Shape } from '../shape.ts'

export const outbox = {
  title: 'À envoyer',
} satisfies Shape<typeof en>
