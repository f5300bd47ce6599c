import { useEffect } from 'react'
import { deliveryId, itemKey } from '../../preload/contract/ids.ts'
import { isOver } from '../../preload/contract/publishing.ts'
import type { Opening } from '../../preload/contract/system.ts'
import { assertNever } from '../../preload/contract/result.ts'
import { comptoir } from '../comptoir.ts'
import { readAccount } from '../db/accounts.ts'
import { readDelivery } from '../db/deliveries.ts'
import { useScreen } from './screen.ts'
import { startPost } from './start-post.ts'

let take: ((where: Opening) => void) | null = null
const early: Opening[] = []

/** First of all at start-up: a click on a notification may be what opened this window, long before there is a shell to go anywhere. */
export function listenForOpenings(): void {
  comptoir().on('opening', where => {
    if (take) take(where)
    else early.push(where)
  })
}

/** A notification or link was clicked: go where it points. */
export function useOpenings(): void {
  useEffect(() => {
    take = where => { void open(where) }
    for (const where of early.splice(0)) take(where)
    return () => { take = null }
  }, [])
}

async function open(where: Opening): Promise<void> {
  const { goTo, openItemInInbox, showOutbox, showSheet, compose, postByHand } = useScreen.getState()
  switch (where.kind) {
    case 'item': return openItemInInbox(itemKey.parse(where.key))
    case 'place': {
      if (where.place === 'new-post') return startPost()
      if (where.place !== 'readiness') return goTo(where.place)
      goTo('today')
      return showSheet('readiness')
    }
    case 'resume': return showSheet('resume')
    case 'delivery': {
      const row = await readDelivery(deliveryId.parse(where.id))
      // What is out is read in its post; what waits or asks, in the outbox.
      if (row?.stateKind === 'published' && row.delivery.origin.kind === 'post') compose(row.delivery.origin.postId)
      // The ring may be quicker than the log: the sheet opens as soon as it asks.
      else if (row && !isOver(row.state) && (await readAccount(row.delivery.accountId))?.byHand) postByHand(row.delivery.id)
      else showOutbox(true)
      return
    }
    default: return assertNever(where)
  }
}
