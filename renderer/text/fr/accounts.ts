import type { accounts as en } from '../en/accounts.ts'
import type { Shape } from '../shape.ts'

export const accounts = {
  title: 'Comptes',
} satisfies Shape<typeof en>
