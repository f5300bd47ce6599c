import { addPicture, connectOutside, deliveryNow, postFreely } from './contract.ts'
import { expect, test } from './fixtures.ts'
import { startOutsideServer } from './servers/outside-server.ts'

const kills = 20

test('killed at twenty moments of publishing, each post is on the server exactly once', async ({ comptoir }) => {
  test.setTimeout(480_000)
  const server = await startOutsideServer()
  try {
    const account = await connectOutside(comptoir, server)
    await postFreely(comptoir.page)
    // Slow enough for every step to be hit: two uploads, the post, the reading back.
    server.faults.set({ faults: [{ path: '/api/**', trouble: { kind: 'slow', delayMs: 60 } }] })
    let chance = 20261124
    for (let n = 0; n < kills; n++) {
      const media = await Promise.all([0, 1].map(async i => ({ ...await addPicture(comptoir.page, `bread-${i}.png`, n * 2 + i), alt: `Loaf ${i}` })))
      const put = await comptoir.page.evaluate(delivery => window.comptoir.outbox.put([delivery]), deliveryNow(`kill-${n}`, account.id, `Bread number ${n}`, media))
      expect(put).toMatchObject({ ok: true, value: [{ kind: 'accepted' }] })
      chance = (chance * 1_103_515_245 + 12_345) % 2 ** 31
      await new Promise(resolve => { setTimeout(resolve, chance % 450) })
      await comptoir.killMain()
      await comptoir.launch()
    }
    const states = () => comptoir.page.evaluate(async () => {
      const listed = await window.comptoir.outbox.list()
      return listed.ok ? listed.value.map(record => record.state.kind) : []
    })
    await expect.poll(states, { timeout: 120_000, intervals: [1000] }).toEqual(Array.from({ length: kills }, () => 'published'))
    // The screen says the same: nothing left to send, and its own copy of each delivery is the journal's.
    await comptoir.page.getByRole('button', { name: 'Have a look around first' }).click({ timeout: 2_000 }).catch(() => undefined) // only while it was never skipped
    await expect(comptoir.page.getByText('Nothing to send').first()).toBeVisible()
    await expect.poll(() => comptoir.page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('comptoir')
        opening.onsuccess = () => { resolve(opening.result) }
        opening.onerror = () => { reject(opening.error ?? new Error('not opened')) }
      })
      const rows = await new Promise<{ stateKind: string }[]>((resolve, reject) => {
        const all = db.transaction('deliveries').objectStore('deliveries').getAll()
        all.onsuccess = () => { resolve(all.result) }
        all.onerror = () => { reject(all.error ?? new Error('not read')) }
      })
      db.close()
      return rows.map(row => row.stateKind)
    })).toEqual(Array.from({ length: kills }, () => 'published'))
    const there = server.statuses().filter(status => status.text.includes('Bread number'))
    expect(there.map(status => /number (\d+)/.exec(status.text)?.[1]).sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: kills }, (_, n) => String(n)))
    expect(there.every(status => status.media.map(m => m.description).join() === 'Loaf 0,Loaf 1')).toBe(true)
    const killedWhile = await comptoir.page.evaluate(async () => {
      const listed = await window.comptoir.outbox.list()
      const stories = await Promise.all((listed.ok ? listed.value : []).map(record => window.comptoir.outbox.story(record.delivery.id)))
      return stories.flatMap(story => story.ok ? story.value.filter(line => line.step === 'restart').map(line => line.detail) : [])
    })
    // The kills must have met both sides of the public step, or this test proves little.
    console.log(`killed: ${killedWhile.filter(d => d.includes('before')).length} before sending, ${killedWhile.filter(d => d.includes('while')).length} while sending, ${kills - killedWhile.length} else`)
    expect(killedWhile.length).toBeGreaterThan(3)
  } finally {
    await server.close()
  }
})
