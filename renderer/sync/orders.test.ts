import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { db } from '../db/db.ts'
import { putRecord, readDelivery } from '../db/deliveries.ts'
import { madeRecord, noon } from '../test-support/made.ts'
import { keepRecord } from './orders.ts'

test('an answer that comes later than the log overwrites nothing', async () => {
  const planned = madeRecord('p')
  await putRecord(planned)
  const before = await readDelivery(planned.delivery.id)
  await putRecord(madeRecord('p', { kind: 'published', utc: noon, remotes: [] }))
  await db.transaction('rw', db.deliveries, () => keepRecord(planned, before))
  expect(await readDelivery(planned.delivery.id)).toMatchObject({ stateKind: 'published' })
})
