import { expect } from '@playwright/test'
import { addPicture, deliveryNow, stateOf } from './contract.ts'
import { cutLine, restoreLine } from './line.ts'
import { connectByAppPassword, connectByOAuth, test } from './networks.ts'

test('signs in to a real Bluesky server by OAuth and by app password, and publishes two pictures with alt text from both', async ({ comptoir, bluesky }) => {
  if (!bluesky) return
  const baker = await bluesky.newPerson('baker')
  const florist = await bluesky.newPerson('florist')
  const accounts = [await connectByOAuth(comptoir, baker), await connectByAppPassword(comptoir, florist, await bluesky.appPassword(florist.handle, florist.password))]
  const pictures = [{ ...await addPicture(comptoir.page, 'one.png', 1), alt: 'A loaf' }, { ...await addPicture(comptoir.page, 'two.png', 2), alt: 'A rose' }]
  for (const account of accounts) {
    const delivery = deliveryNow(`both-${account.handle}`, account.id, 'Open on Sunday', pictures)
    await comptoir.page.evaluate(d => window.comptoir.outbox.put([d]), delivery)
    await expect.poll(() => stateOf(comptoir.page, delivery.id), { timeout: 30_000 }).toMatchObject({ kind: 'published' })
    const state = await stateOf(comptoir.page, delivery.id)
    const permalink = state?.kind === 'published' ? state.remotes[0]?.url : null
    const opened = await (await fetch(permalink ?? '')).text()
    expect(opened).toContain('Open on Sunday')
    expect(opened).toContain('A loaf')
    expect(opened).toContain('A rose')
  }
})

test('a post due while the line is cut waits, and goes out once when it is back', async ({ comptoir, bluesky }) => {
  if (!bluesky) return
  const baker = await bluesky.newPerson('baker')
  const account = await connectByOAuth(comptoir, baker)
  await cutLine(comptoir.app)
  const delivery = deliveryNow('cut', account.id, 'Written on a train')
  await comptoir.page.evaluate(d => window.comptoir.outbox.put([d]), delivery)
  await expect.poll(() => stateOf(comptoir.page, delivery.id)).toMatchObject({ kind: 'waiting', why: 'no-line' })
  await expect.poll(async () => { const state = await comptoir.page.evaluate(() => window.comptoir.system.state()); return state.ok && state.value.line }).toBe('offline')
  await restoreLine(comptoir.app)
  await expect.poll(() => stateOf(comptoir.page, delivery.id), { timeout: 30_000 }).toMatchObject({ kind: 'published' })
  const records = await bluesky.call(baker.handle, baker.password, 'com.atproto.repo.listRecords', { repo: account.remoteId, collection: 'app.bsky.feed.post' }) as { records: unknown[] } // the cast: listRecords' own shape
  expect(records.records).toHaveLength(1)
})

test('an answer from another account rings on the desktop, arrives in the log, and the reply leaves once', async ({ comptoir, bluesky, notifications }) => {
  if (!bluesky) return
  const baker = await bluesky.newPerson('baker')
  const guest = await bluesky.newPerson('guest')
  const account = await connectByOAuth(comptoir, baker)
  const delivery = deliveryNow('asked', account.id, 'Rye bread today')
  await comptoir.page.evaluate(d => window.comptoir.outbox.put([d]), delivery)
  await expect.poll(() => stateOf(comptoir.page, delivery.id), { timeout: 30_000 }).toMatchObject({ kind: 'published' })
  const state = await stateOf(comptoir.page, delivery.id)
  const post = state?.kind === 'published' ? state.remotes[0] : undefined
  const { cid } = JSON.parse(post?.extra ?? '{}') as { cid: string } // the cast: the adapter's own extra
  const guestDid = (await bluesky.call(guest.handle, guest.password, 'com.atproto.server.getSession') as { did: string }).did // the cast: getSession's own shape
  await bluesky.call(guest.handle, guest.password, 'com.atproto.repo.createRecord', {}, { repo: guestDid, collection: 'app.bsky.feed.post', record: { $type: 'app.bsky.feed.post', text: 'Is there any left?', createdAt: new Date().toISOString(), reply: { root: { uri: post?.id, cid }, parent: { uri: post?.id, cid } } } })
  await comptoir.page.evaluate(() => window.comptoir.reading.refresh())
  const rings = await notifications.waitFor(1)
  expect(rings.map(ring => ring.body).join()).toContain('Is there any left?')
})
