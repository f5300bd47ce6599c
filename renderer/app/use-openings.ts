import { useEffect } from 'react'
import { deliveryId, itemKey } from '../../preload/contract/ids.ts'
import type { Opening } from '../../preload/contract/system.ts'
import { assertNever } from '../../preload/contract/result.ts'
import { comptoir } from '../comptoir.ts'
import { readDelivery } from '../db/deliveries.ts'
import { useScreen } from './screen.ts'
import { startPost } from './start-post.ts'

/** A notification or link was clicked: go where it points. */
export function useOpenings(): void {
  useEffect(() => comptoir().on('opening', where => { void open(where) }), [])
}

async function open(where: Opening): Promise<void> {
  const { goTo, openItemInInbox, showOutbox, compose } = useScreen.getState()
  switch (where.kind) {
    case 'item': return openItemInInbox(itemKey.parse(where.key))
    case 'place': return where.place === 'new-post' ? startPost() : goTo(where.place)
    case 'delivery': {
      const row = await readDelivery(deliveryId.parse(where.id))
      // What is out is read in its post; what waits or asks, in the outbox.
      if (row?.stateKind === 'published' && row.delivery.origin.kind === 'post') compose(row.delivery.origin.postId)
      else showOutbox(true)
      return
    }
    default: return assertNever(where)
  }
}
