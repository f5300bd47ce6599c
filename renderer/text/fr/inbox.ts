import type { inbox as en } from '../en/inbox.ts'
import type { Shape } from '../shape.ts'

export const inbox = {
  title: 'Boîte de réception',
} satisfies Shape<typeof en>
