import type { AccountId } from '../../../preload/contract/ids.ts'
import { answerKinds } from '../../../preload/contract/items.ts'
import { deliveriesOfItems } from '../../db/deliveries.ts'
import { itemsInStretch } from '../../db/item-stretch.ts'
import type { DeliveryRow, ItemRow } from '../../db/schema.ts'
import { waitingOf, waitsForMs } from './today-state.ts'

/** Enough to count people by; beyond it the page says "more than". */
export const mostWaiting = 200
/** Someone who answers all and never marks it done has this many stretches read, and no more. */
const mostStretches = 10

export type WaitingRead = { readonly items: readonly ItemRow[]; readonly answers: readonly DeliveryRow[]; readonly isCut: boolean }

/** What may wait for an answer and what was done about it, newest first, until enough people wait or nobody older can. Likes are not walked past. */
export async function readWaiting(accountIds: readonly AccountId[], nowUtc: number): Promise<WaitingRead> {
  const items: ItemRow[] = []
  const answers: DeliveryRow[] = []
  for (let stretch = 0; stretch < mostStretches; stretch++) {
    const rows = await itemsInStretch({ isDone: 0, kinds: answerKinds, accountIds }, { after: items.at(-1) ?? null, through: null }, mostWaiting)
    items.push(...rows)
    answers.push(...await deliveriesOfItems(rows.map(row => row.key)))
    const oldest = rows.at(-1)
    if (rows.length < mostWaiting || !oldest || nowUtc - oldest.createdUtc > waitsForMs) return { items, answers, isCut: false }
    if (waitingOf(items, answers, nowUtc).length >= mostWaiting) break
  }
  return { items, answers, isCut: true }
}
