import { expect } from 'vitest'
import { ability, limits as limitsShape } from '../../preload/contract/networks.ts'
import { limitsFor } from '../../preload/contract/check-draft.ts'
import { countText } from '../../preload/contract/count-text.ts'
import { emptyContent, type Content } from '../../preload/contract/drafts.ts'
import { logEntry } from '../../preload/contract/events.ts'
import type { Act } from '../../preload/contract/publishing.ts'
import type { Result } from '../../preload/contract/result.ts'
import type { ConformanceWorld, Trouble } from './conformance-harness.ts'
import { createNotes } from './double-harness.ts'
import type { Connection, Network, Prepared } from './network.ts'

/** One signed-in account, and the line to its server, on which `trouble` can be put. */
export type Bench = {
  readonly network: Network
  readonly world: ConformanceWorld
  readonly connection: Connection
  trouble(at: 'commit' | 'all' | 'none', what?: Trouble): void
  /** How often the step that makes a post public was sent. */
  commits(): number
}

/** The same for every network: what the publishing loop, the polling loop and the owner rely on. Told by conformance.test.ts; broken on purpose by defects.test.ts. */
export type Story = {
  readonly name: string
  /** Why it cannot be told of this network; null: it can. */
  readonly lacks?: (bench: Bench) => string | null
  tell(bench: Bench): Promise<void>
}

const withText = (words: string): Content => ({ ...emptyContent(), parts: [{ text: words, media: [], poll: null }] })
const publishing = (content: Content): Act => ({ kind: 'publish', content })
const saying = (words: string, world: ConformanceWorld): Act => publishing(world.contentOf?.(words) ?? withText(words))
const withPicture = (words: string, world: ConformanceWorld): Content => world.contentOf?.(words) ?? { ...emptyContent(), parts: [{ text: words, media: [world.picture], poll: null }] }

function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

/** Every text in what the keychain holds that is long enough to be a token. */
function secretsIn(held: string): readonly string[] {
  const texts = (value: unknown): string[] => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, inner]) => (/token|access|refresh|secret|jwt|dpop/iu.test(name) || typeof inner === 'object' ? texts(inner) : [])) : [])
  return texts(JSON.parse(held)).filter(text => text.length >= 16)
}

const prepared = async (connection: Connection, act: Act): Promise<Prepared> => value(await connection.prepare(act, 0, [], createNotes()))

const ugly = ['', 'null', '[]', '{}', '"text"', '[null,1,{"id":{}}]', '<html>Bienvenue sur le Wi-Fi de l’hôtel</html>', '{"error":', '{"id":17}', '{"records":[{}],"notifications":[{}],"feed":[{}]}']
const strange = ['<script>alert(1)</script> & <b>gras</b>', '\u202eà l’envers\u202c', 'Z̷̧a̶l̸g̵o̷ 👩‍👩‍👧‍👦 \u0000 fin', '"; DROP TABLE posts; --', 'https://exemple.example/?a=1&b=%3Cscript%3E javascript:alert(1)', '@quelquun@nulle.part #étiquette 日本語']

export const stories: readonly Story[] = [
  {
    name: 'tells of every ability whether it works, and limits that can be kept',
    async tell({ connection }) {
      const { abilities, limits, profile } = value(await connection.whoAmI())
      expect(Object.keys(abilities).sort()).toEqual([...ability.options].sort())
      expect(limitsShape.parse(limits)).toEqual(limits)
      expect([limits.text.maxGraphemes, limits.images.maxBytes, limits.maxThreadParts].every(limit => limit > 0)).toBe(true)
      expect(profile.handle).not.toMatch(/^@|\s/)
      if (limits.video === null) expect(abilities.video.kind).toBe('lacking')
      expect(limits.documents !== undefined || abilities.documents.kind === 'lacking').toBe(true)
      if (limits.poll === null) expect(abilities.poll.kind).toBe('lacking')
      expect(connection.schedule !== undefined && limits.schedule !== undefined).toBe(abilities.schedule.kind === 'works')
    },
  },
  {
    name: 'publishes once, with the picture and its words, and reads it back',
    async tell({ world, connection, commits }) {
      const act = publishing(withPicture('Bonjour', world))
      const remote = value(await connection.commit(act, await prepared(connection, act)))
      expect(value(await connection.readBack(remote)).url).toMatch(/^https?:\/\//)
      expect(commits()).toBe(1)
      expect(await world.postsOnServer()).toEqual([{ text: 'Bonjour', alts: world.session.limits.images.altMaxGraphemes > 0 ? [world.picture.alt] : [] }])
    },
  },
  {
    name: 'says beforehand whether it fetches pictures from the web: only then does it want a web space',
    lacks: ({ world }) => (world.session.limits.images.max > 0 ? null : 'the network takes no pictures'),
    async tell({ network, world }) {
      const { original, rendition } = world.session.media
      const content = withPicture('Bonjour', world)
      const isFetched = content.parts.flatMap(({ media }) => media).some(({ kind }) => limitsFor(content, world.session.limits)[kind === 'video' ? 'video' : 'images']?.fromTheWeb === true)
      const prepared = await network.open({ ...world.session, media: { original, rendition } }).prepare(publishing(content), 0, [], createNotes())
      expect(prepared.ok ? 'sent to it' : 'reason' in prepared.failure ? prepared.failure.reason : prepared.failure.kind).toBe(isFetched ? 'no-web-space' : 'sent to it')
    },
  },
  {
    name: 'publishes a document once, or refuses it before anything is sent',
    async tell({ world, connection, commits }) {
      const { document = { ...world.picture, kind: 'document', mime: 'application/pdf', name: 'menu.pdf', pages: 3 } } = world
      const { documents, options = [] } = world.session.limits
      const base = withText('Notre carte')
      const asked = Object.fromEntries(options.filter(option => option.requiredWithDocument).map(option => [option.name, 'La carte']))
      const act = publishing({ ...base, parts: [{ text: 'Notre carte', media: [document], poll: null }], options: asked })
      const sent = await connection.prepare(act, 0, [], createNotes())
      if (documents === undefined) {
        expect(sent).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'media' } })
        expect([commits(), await world.postsOnServer()]).toEqual([0, []])
        return
      }
      expect(world.document, 'a document for the story').toBeDefined()
      const remote = value(await connection.commit(act, value(sent)))
      expect(value(await connection.readBack(remote)).url).toMatch(/^https?:\/\//)
      expect([commits(), (await world.postsOnServer()).map(post => post.text)]).toEqual([1, ['Notre carte']])
    },
  },
  {
    name: 'makes nothing visible by preparing, however often',
    async tell({ world, connection }) {
      const act = publishing(withPicture('Bonjour', world))
      const notes = createNotes()
      value(await connection.prepare(act, 0, [], notes))
      value(await connection.prepare(act, 0, [], notes))
      expect(await world.postsOnServer()).toEqual([])
    },
  },
  {
    name: 'finds a post whose answer was lost, and the post is there once',
    async tell({ world, connection, trouble }) {
      const act = saying('La réponse se perd', world)
      const sent = await prepared(connection, act)
      const began = world.session.now()
      trouble('commit', { kind: 'answer-lost' })
      expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
      trouble('none')
      world.advance(world.settleMs ?? 60_000)
      const found = value(await connection.find(act, sent, began))
      expect(await world.postsOnServer()).toHaveLength(1)
      if (world.showsPosts === false) return expect(found.kind).toBe('no-proof')
      if (found.kind !== 'found') throw new Error(JSON.stringify(found))
      expect(value(await connection.readBack(found.remote)).id).toBe(found.remote.id)
    },
  },
  {
    name: 'says that a post which never left is not there, and can send it then',
    async tell({ world, connection, trouble }) {
      const act = saying('Pas de ligne', world)
      const sent = await prepared(connection, act)
      const began = world.session.now()
      trouble('commit', { kind: 'not-sent' })
      expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
      trouble('none')
      world.advance(world.settleMs ?? 60_000)
      expect(value(await connection.find(act, sent, began)).kind).toBe(world.provesAbsence === false ? 'no-proof' : 'absent')
      value(await connection.commit(act, sent))
      expect(await world.postsOnServer()).toHaveLength(1)
    },
  },
  {
    name: 'finds nothing and concludes nothing while there is no line',
    async tell({ world, connection, trouble }) {
      const act = saying('Pas de ligne', world)
      const sent = await prepared(connection, act)
      trouble('all', { kind: 'not-sent' })
      expect(await connection.find(act, sent, world.session.now())).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
      expect(await connection.whoAmI()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
      for (const { id } of connection.streams) expect(await connection.read(id, null)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    },
  },
  {
    name: 'tells a refusal from all else',
    async tell({ world, connection }) {
      const act = publishing(world.refusedContent)
      const first = await connection.prepare(act, 0, [], createNotes())
      const failure = first.ok ? await connection.commit(act, first.value) : first
      expect(failure).toMatchObject({ ok: false, failure: { kind: 'refused' } })
      expect(await world.postsOnServer()).toEqual([])
    },
  },
  {
    name: 'asks for a new sign-in when the old one was ended elsewhere',
    async tell({ world, connection }) {
      await world.endSignInElsewhere()
      for (const { id } of connection.streams.slice(0, 1)) expect(await connection.read(id, null)).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
      expect(await connection.whoAmI()).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
    },
  },
  {
    name: 'keeps to the time a throttling server gives',
    async tell({ world, connection, trouble }) {
      const act = saying('Trop vite', world)
      const sent = await prepared(connection, act)
      const untilUtc = Math.ceil(world.session.now() / 1000) * 1000 + 120_000
      trouble('commit', { kind: 'answers', status: 429, body: '{"error":"RateLimitExceeded","message":"trop"}', retryAtUtc: untilUtc })
      expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'rate-limited', untilUtc } })
    },
  },
  {
    name: 'believes no answer that it does not understand, and survives it',
    async tell({ world, connection, trouble }) {
      const act = saying('Du charabia', world)
      const sent = await prepared(connection, act)
      for (const status of [200, 500, 502]) {
        for (const body of ugly) {
          trouble('commit', { kind: 'answers', status, body })
          expect(await connection.commit(act, sent), `${status} ${body}`).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
        }
      }
      for (const status of [200, 404, 500]) {
        for (const body of ugly) {
          trouble('all', { kind: 'answers', status, body })
          expect((await connection.whoAmI()).ok).toBe(false)
          for (const { id } of connection.streams) await connection.read(id, null)
          await connection.thread({ id: '1', url: null, extra: null })
          await connection.search('pain')
          const found = await connection.find(act, sent, world.session.now())
          expect(found.ok && found.value.kind === 'found', `${status} ${body}`).toBe(false)
        }
      }
      trouble('none')
      expect(await world.postsOnServer()).toEqual([])
    },
  },
  {
    name: 'carries strange texts there and back as they are',
    async tell({ world, connection }) {
      for (const words of strange) {
        const act = saying(words, world)
        const sent = await connection.prepare(act, 0, [], createNotes())
        if (!sent.ok) continue // What a network cannot carry it says before anything is sent.
        const done = await connection.commit(act, sent.value)
        if (!done.ok) {
          expect(done.failure.kind, words).toBe('refused')
          continue
        }
        expect((await world.postsOnServer())[0]?.text).toBe(words)
        expect(value(await connection.find(act, sent.value, world.session.now())), words).toMatchObject({ kind: world.showsPosts === false ? 'no-proof' : 'found' })
      }
    },
  },
  {
    name: 'tells each thing once, under the same key, in shapes the window understands',
    async tell({ world, connection, network }) {
      await world.somebodyMentionsUs?.('Êtes-vous ouverts ?')
      const act = saying('Oui', world)
      value(await connection.commit(act, await prepared(connection, act)))
      for (const { id } of connection.streams) {
        const first = value(await connection.read(id, null))
        for (const entry of first.entries) expect(logEntry.safeParse(entry).error).toBeUndefined()
        const keys = first.entries.flatMap(entry => (entry.kind === 'item' ? [entry.item.key] : []))
        expect(new Set(keys).size).toBe(keys.length)
        for (const key of keys) expect(key.startsWith(`${network.description.id}:${world.session.accountId}:`)).toBe(true)
        if (id === 'notifications' && world.somebodyMentionsUs) expect(keys).toHaveLength(1)
        const second = value(await connection.read(id, first.cursor))
        expect(second.entries.filter(entry => entry.kind === 'item')).toEqual([])
      }
    },
  },
  {
    name: 'rings for what comes after the first reading, and not for what was there before',
    lacks: ({ world }) => (world.somebodyMentionsUs ? null : 'the network tells of nobody’s words'),
    async tell({ world, connection }) {
      await world.somebodyMentionsUs?.('Avant')
      let page = value(await connection.read('notifications', null))
      expect(page).toMatchObject({ isHistory: true, reachedUtc: expect.any(Number) })
      while (page.more) page = value(await connection.read('notifications', page.cursor))
      world.advance(1000)
      await world.somebodyMentionsUs?.('Après')
      const next = value(await connection.read('notifications', page.cursor))
      expect([next.isHistory, next.entries.map(entry => (entry.kind === 'item' ? entry.item.text.includes('Après') : entry.kind))]).toEqual([false, [true]])
    },
  },
  {
    name: 'starts a stream anew when its cursor is not understood',
    async tell({ connection }) {
      for (const { id } of connection.streams) for (const cursor of ['', 'x', '{"v":0}', '[]']) expect((await connection.read(id, cursor)).ok, `${id} ${cursor}`).toBe(true)
    },
  },
  {
    name: 'pain 18: keeps a post for later where it says so: shown as kept, given another time, taken back, published at its time, found each time',
    lacks: ({ connection }) => (connection.schedule ? null : 'the network keeps nothing for later'),
    async tell({ world, connection }) {
      const { schedule } = connection
      if (!schedule) return
      const act = saying('Croissants de demain', world)
      const inAnHour = world.session.now() + 3_600_000
      const give = async (dueUtc: number) => {
        const sent = value(await schedule.prepare(act, dueUtc, createNotes()))
        const beganUtc = world.session.now()
        const there = value(await schedule.put(act, sent))
        if (there.kind !== 'scheduled') throw new Error(there.kind)
        return { ...sent, dueUtc, beganUtc, schedule: there.schedule, isClaimed: () => false }
      }
      const first = await give(inAnHour)
      expect(await world.postsOnServer()).toEqual([])
      // Found by its name, and after a lost answer without it.
      for (const known of [first.schedule, null]) expect(value(await schedule.find(act, { ...first, schedule: known }))).toMatchObject({ kind: 'scheduled', schedule: { id: first.schedule.id }, dueUtc: inAnHour })
      if (schedule.move) expect(value(await schedule.move(first, inAnHour + 600_000))).toMatchObject({ kind: 'scheduled', dueUtc: inAnHour + 600_000 })
      expect(value(await schedule.recall(first))).toEqual({ kind: 'recalled' })
      expect(value(await schedule.recall(first)).kind).not.toBe('published')
      expect(value(await schedule.find(act, first)).kind).not.toBe('scheduled')

      const second = await give(inAnHour)
      world.advance(3_600_000 + 120_000)
      await expect.poll(() => world.postsOnServer(), { timeout: 10_000 }).toMatchObject([{ text: 'Croissants de demain' }])
      const found = value(await schedule.find(act, second))
      expect(found.kind).toBe('published')
      // Too late to take back: it says that it is out.
      expect(value(await schedule.recall(second)).kind).toBe('published')
      expect(await world.postsOnServer()).toHaveLength(1)
    },
  },
  {
    name: 'pain 18: a lost answer of the scheduler is cleared up by looking',
    lacks: ({ connection }) => (connection.schedule ? null : 'the network keeps nothing for later'),
    async tell({ world, connection, trouble }) {
      const { schedule } = connection
      if (!schedule) return
      const act = saying('Brioches', world)
      const dueUtc = world.session.now() + 3_600_000
      const sent = value(await schedule.prepare(act, dueUtc, createNotes()))
      const held = { ...sent, dueUtc, beganUtc: world.session.now(), schedule: null, isClaimed: () => false }
      trouble('commit', { kind: 'answer-lost' })
      expect(await schedule.put(act, sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
      trouble('none')
      const found = value(await schedule.find(act, held))
      expect(found).toMatchObject({ kind: 'scheduled', dueUtc })
      if (found.kind === 'scheduled') value(await schedule.recall({ ...held, schedule: found.schedule }))
      world.advance(300_000)
      expect(value(await schedule.find(act, held)).kind).toBe(world.provesAbsence === false ? 'no-proof' : 'absent')
      trouble('all')
      expect((await schedule.find(act, held)).ok).toBe(false)
    },
  },
  {
    name: 'counts a text as the network does: to the last sign, and not one more',
    async tell({ world, connection }) {
      const { text: rule } = limitsFor(world.contentOf?.('') ?? emptyContent(), value(await connection.whoAmI()).limits)
      const beginning = 'Dès 7 h\u00a0: 🥐 👩‍🍳 et 日本茶 '
      const begun = countText(beginning, rule)
      const whole = beginning + 'a'.repeat(Math.min(rule.maxGraphemes - begun.graphemes, (rule.maxBytes ?? Infinity) - begun.bytes))
      const fits = saying(whole, world)
      value(await connection.commit(fits, await prepared(connection, fits)))
      const tooLong = saying(`${whole}a`, world)
      const first = await connection.prepare(tooLong, 0, [], createNotes())
      expect(first.ok ? await connection.commit(tooLong, first.value) : first).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    },
  },
  {
    name: 'reads a page again as it was, when the last one could not be kept',
    lacks: ({ world }) => (world.somebodyMentionsUs ? null : 'the network tells of nobody’s words'),
    async tell({ world, connection }) {
      await world.somebodyMentionsUs?.('Êtes-vous ouverts ?')
      for (const { id } of connection.streams) {
        const first = value(await connection.read(id, null))
        expect(value(await connection.read(id, null)).entries.map(entry => entry.kind)).toEqual(first.entries.map(entry => entry.kind))
      }
    },
  },
  {
    name: 'tells no secret in what it says of a failure, whatever the server writes back',
    async tell({ world, connection, trouble }) {
      const secrets = secretsIn(value(await world.session.secret.read()))
      expect(secrets.length).toBeGreaterThan(0)
      const act = saying('Bonjour', world)
      const sent = await prepared(connection, act)
      for (const status of [400, 403, 422, 500]) {
        trouble('all', { kind: 'answers', status, body: JSON.stringify({ error: { message: `bad ${secrets.join(' ')}` }, message: secrets.join(' ') }) })
        const answers = [await connection.commit(act, sent), await connection.whoAmI(), await connection.find(act, sent, world.session.now()), ...await Promise.all(connection.streams.map(({ id }) => connection.read(id, null)))]
        for (const secret of secrets) expect(JSON.stringify(answers)).not.toContain(secret)
      }
    },
  },
  {
    name: 'goes on by itself when its access ends, again and again, and keeps what it was given for that',
    lacks: ({ world }) => (world.expireAccess ? null : 'the access does not end by itself, or cannot be renewed'),
    async tell({ world, connection }) {
      for (let round = 0; round < 3; round++) {
        await world.expireAccess?.()
        expect(await connection.whoAmI()).toMatchObject({ ok: true })
      }
      const act = saying('Toujours là', world)
      value(await connection.commit(act, await prepared(connection, act)))
      expect(await world.postsOnServer()).toHaveLength(1)
    },
  },
  {
    name: 'reads the account’s figures under the names they have today',
    lacks: ({ connection }) => (connection.streams.some(({ id }) => id === 'account-figures') ? null : 'the network gives no figures of the account'),
    async tell({ connection }) {
      const { entries } = value(await connection.read('account-figures', null))
      const figures = entries.flatMap(entry => (entry.kind === 'account-figures' ? [entry.sample.figures] : []))
      // One of now, or one for each day that the network has counted.
      expect(figures.length).toBeGreaterThan(0)
      for (const { rating = 0, ...counts } of figures) {
        expect(Object.values(counts).every(Number.isInteger) && rating >= 0 && rating <= 5).toBe(true)
        expect(Object.keys(counts).length).toBeGreaterThan(0)
      }
    },
  },
  {
    name: 'ends its sign-in, twice if need be',
    async tell({ connection }) {
      value(await connection.revoke())
      value(await connection.revoke())
      expect(await connection.whoAmI()).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
    },
  },
]
