import { useLiveQuery } from 'dexie-react-hooks'
import type { ItemKey } from '../../../preload/contract/ids.ts'
import { deliveriesOfItems } from '../../db/deliveries.ts'
import { textOfAnswer } from './answers.ts'

const none: ReadonlySet<string> = new Set()

/** Those of these items that were answered from here. */
export function useAnswered(keys: readonly ItemKey[]): ReadonlySet<string> {
  return useLiveQuery(async () => {
    const rows = await deliveriesOfItems(keys)
    return new Set(rows.filter(row => row.stateKind !== 'cancelled' && textOfAnswer(row.delivery.act) !== null).map(row => row.itemKey))
  }, [keys.join('\n')]) ?? none
}
