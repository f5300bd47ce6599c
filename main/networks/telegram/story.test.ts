import { afterEach, describe, expect, it } from 'vitest'
import { checkDraft } from '../../../preload/contract/check-draft.ts'
import { emptyContent, type Content, type MediaUse } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { start } from '../../../e2e/fake-networks/telegram/index.ts'
import { createHttp } from '../../http/request.ts'
import { createBench, delivery } from '../../publishing/test-bench.ts'
import { createNotes, startDoubleWorld, type DoubleWorld } from '../double-harness.ts'
import { refusal } from './failures.ts'
import { replies } from './fixtures/replies.ts'
import { telegram } from './index.ts'

const opened: DoubleWorld[] = []
afterEach(async () => { for (const world of opened.splice(0)) await world.stop() })

const post = (text: string, media: readonly MediaUse[] = []): Content => ({ ...emptyContent(), parts: [{ text, media: [...media], poll: null }] })

async function begin() {
  const world = await startDoubleWorld({ network: telegram, start })
  opened.push(world)
  const connection = telegram.open(world.session)
  const run = async (act: Act) => {
    const prepared = await connection.prepare(act, 0, [], createNotes())
    return prepared.ok ? await connection.commit(act, prepared.value) : prepared
  }
  return { ...world, connection, run, publish: (text: string, media?: readonly MediaUse[]) => run({ kind: 'publish', content: post(text, media) }) }
}

describe('a channel', () => {
  it('gets texts, a photo, a video, and albums, each once and with its address', async () => {
    const { publish, picture, video, double } = await begin()
    for (const media of [[], [picture], [video], [picture, video, picture]]) expect(await publish('Pain', media)).toMatchObject({ ok: true, value: { url: expect.stringMatching(/^https:\/\/t\.me\/boulangerie_martin\/\d+$/u) } })
    expect(double.posts().map(one => [one.kind, one.text])).toEqual([['album', 'Pain'], ['video', 'Pain'], ['photo', 'Pain'], ['text', 'Pain']])
  })

  it('has its posts changed, words and captions, and deleted', async () => {
    const { publish, run, picture, double } = await begin()
    for (const media of [[], [picture]]) {
      const out = await publish('Avant', media)
      if (!out.ok) throw new Error(out.failure.detail)
      expect(await run({ kind: 'edit', target: out.value, content: post('Après') })).toMatchObject({ ok: true, value: { id: out.value.id } })
      expect(double.posts()[0]?.text).toBe('Après')
      expect(await run({ kind: 'delete', target: out.value })).toMatchObject({ ok: true })
    }
    expect(double.posts()).toEqual([])
  })

  it('is told of a text that is too long beside a picture before anything is sent', async () => {
    const { publish, picture, double, connection } = await begin()
    expect(await publish('x'.repeat(1025), [picture])).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'text' } })
    const who = await connection.whoAmI()
    const problems = who.ok ? [[], [picture]].map(media => checkDraft(post('x'.repeat(1025), media), who.value.limits, who.value.abilities).filter(problem => problem.blocks)) : []
    expect(problems).toMatchObject([[], [{ kind: 'text-too-long', over: 1, max: 1024 }]])
    expect(double.posts()).toEqual([])
  })
})

it('a message whose answer was lost is never sent again by itself: its owner is asked', async () => {
  const { double, session } = await begin()
  const bench = createBench()
  Object.assign(bench.network, telegram.open(session))
  double.loseNextAnswer()
  bench.outbox.put([delivery('d', { act: { kind: 'publish', content: post('Une seule fois') } })])
  await expect.poll(async () => {
    await bench.advance(60_000)
    return bench.journal.deliveries.all()[0]?.state
  }, { timeout: 10_000, interval: 5 }).toMatchObject({ kind: 'needs-owner', question: { kind: 'unproved' } })
  expect(double.posts()).toHaveLength(1)
})

describe('a comment in the discussion group', () => {
  it('is heard, is about its post, and is answered in its place', async () => {
    const { publish, run, double, connection } = await begin()
    const out = await publish('Galettes demain')
    double.say?.('À quelle heure ?')
    const read = await connection.read('notifications', null)
    const [entry] = read.ok ? read.value.entries : []
    if (entry?.kind !== 'item' || entry.item.ref === null || !out.ok) throw new Error('no comment')
    expect(entry.item).toMatchObject({ kind: 'reply', text: 'À quelle heure ?', person: { displayName: 'Julie Moreau' }, about: { id: out.value.id } })
    expect(await run({ kind: 'reply', to: entry.item.ref, toPerson: entry.item.person, content: post('À 7 h') })).toMatchObject({ ok: true })
    expect(double.answers()).toEqual(['À 7 h'])
  })
})

describe('the token', () => {
  it('stands in no line of the log, though it stands in every address', async () => {
    const { session, order } = await begin()
    const lines: string[] = []
    const connection = telegram.open({ ...session, http: createHttp({ now: session.now, log: line => { lines.push(line) }, userAgent: 'Comptoir/test' }) })
    await connection.whoAmI()
    expect(lines.join(' ')).toContain('/bot[token]/getChat 200')
    expect(lines.join(' ')).not.toContain(order.token)
  })

  it('that is none, or speaks for a bot that may not post, connects nothing', async () => {
    const { signInTools, order, double } = await begin()
    expect(await telegram.signIn({ ...order, token: '12:nonsense' }, signInTools)).toMatchObject({ ok: false, failure: { kind: 'wrong-password' } })
    double.isRefused.member = true
    expect(await telegram.signIn(order, signInTools)).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'not-allowed' } })
  })
})

describe('the network’s no', () => {
  it.each(replies)('$status $body is taken for what it is', ({ status, body, kind }) => {
    const json: unknown = body.startsWith('{') ? JSON.parse(body) : undefined
    expect(refusal(() => 0)({ kind: 'answered', status, text: body, headers: new Headers(), bytes: new Uint8Array(), json, retryAtUtc: null })?.kind ?? null).toBe(kind)
  })

  it('to a flood of messages is a wait of as many seconds as it says', async () => {
    const { publish, session } = await begin()
    for (let index = 0; index < 20; index++) expect((await publish(`Post ${index}`)).ok).toBe(true)
    expect(await publish('Encore')).toMatchObject({ ok: false, failure: { kind: 'rate-limited', untilUtc: session.now() + 35_000 } })
  })
})
