import { afterEach, describe, expect, it } from 'vitest'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import { logEntry } from '../../../preload/contract/events.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { createNotes } from '../double-harness.ts'
import { startWorld, type FacebookWorld } from './conformance-harness.ts'
import { hostile, refusals, successes } from './fixtures/replies.ts'
import { openConnection } from './index.ts'
import type { Connection } from '../network.ts'

const worlds: FacebookWorld[] = []
afterEach(async () => { for (const world of worlds.splice(0)) await world.stop() })
function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Bonjour', media: [], poll: null }] } }

/** A Page whose network answers everything, or only what `where` says, with this. */
async function answering(status: number, text: string, where = ''): Promise<{ world: FacebookWorld; connection: Connection; prepared: { body: string; key: string } }> {
  const world = await startWorld()
  worlds.push(world)
  const prepared = value(await openConnection(world.session, world.wait).prepare(act, 0, [], createNotes()))
  const json = ((): unknown => { try { return JSON.parse(text) } catch { return undefined } })()
  const { http } = world.session
  const connection = openConnection({ ...world.session, http: { ...http, send: request => (request.url.includes(where) ? Promise.resolve({ kind: 'answered', status, headers: new Headers(), text, bytes: new TextEncoder().encode(text), json, retryAtUtc: null }) : http.send(request)) } }, world.wait)
  return { world, connection, prepared }
}

describe('what the network says no with', () => {
  it.each(refusals)('is understood: $why', async ({ status, body, kind, reason }) => {
    const { connection, prepared } = await answering(status, JSON.stringify(body), '/feed')
    expect(await connection.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind, ...(reason === undefined ? {} : { reason }) } })
  })
})

describe('answers that prove nothing', () => {
  it.each(successes)('%s is no post', async text => {
    const { connection, prepared } = await answering(200, text, '/feed')
    expect(await connection.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
  })
})

describe('hostile answers', () => {
  it.each(hostile.map((text, index) => [index, text] as const))('%i: ends in the window’s own shapes or in a failure', async (_, text) => {
    const { connection, prepared, world } = await answering(200, text)
    expect((await connection.commit(act, prepared)).ok && !text.includes('"id"')).toBe(false)
    for (const { id } of connection.streams) {
      const page = await connection.read(id, null)
      for (const entry of page.ok ? page.value.entries : []) expect(logEntry.safeParse(entry).error).toBeUndefined()
    }
    await connection.thread({ id: '1_2', url: null, extra: null })
    const found = await connection.find(act, prepared, world.now())
    expect(found.ok && found.value.kind === 'found').toBe(false)
  })

  it('keeps the good rows beside the bad ones', async () => {
    const rows = { data: [null, 5, { id: 7 }, { id: '102000000000001_9', message: 'Du pain', created_time: '2026-11-24T08:00:00+0000', from: { id: '102000000000001', name: 'Boulangerie' }, permalink_url: 'javascript:alert(1)', attachments: { data: [{ media: { image: { src: 'javascript:alert(1)' } } }] }, comments: { data: 'x' }, insights: { data: [{ name: 'post_media_view', values: [{ value: {} }] }] } }] }
    const { connection } = await answering(200, JSON.stringify(rows), '/published_posts')
    const { entries } = value(await connection.read('own-posts', null))
    expect(entries).toMatchObject([{ kind: 'own-post', post: { text: 'Du pain', ref: { url: null }, media: [] } }, { kind: 'post-figures' }])
  })
})
