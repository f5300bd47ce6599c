import { describe, expect, it } from 'vitest'
import { emptyContent, type MediaUse } from '../../../preload/contract/drafts.ts'
import { mediaHash } from '../../../preload/contract/ids.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { createNotes } from '../double-harness.ts'
import { account, goToSocialInstance, pixelfedInstance, pleromaInstance, status, uglyNotifications } from './fixtures/replies.ts'
import { abilitiesFrom, instanceEntity, limitsFrom } from './limits.ts'
import { scripted, type Reply } from './scripted.ts'

function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const picture: MediaUse = { hash: mediaHash.parse('a'.repeat(64)), kind: 'image', mime: 'image/png', name: 'p.png', sizeBytes: 3, width: 1, height: 1, durationMs: null, alt: 'Une photo' }
const publish = (words: string, media: readonly MediaUse[] = []): Act => ({ kind: 'publish', content: { ...emptyContent(), parts: [{ text: words, media: [...media], poll: null }] } })
const alive: Reply = { status: 200, json: account('1', 'boutique') }

/** A server that is well except for how it answers a post. */
const answeringPosts = (reply: Reply, token: Reply = alive) =>
  scripted(({ method, path }) => (path.endsWith('/verify_credentials') ? token : method === 'POST' && path === '/api/v1/statuses' ? reply : path.endsWith('/statuses') ? { status: 200, json: [] } : { status: 404, json: { error: 'Introuvable' } }))

describe('what an answer to a post means', () => {
  it.each<[string, Reply, Reply, string]>([
    ['a post', { status: 200, json: status('9') }, alive, 'ok'],
    ['a scheduled post is none', { status: 200, json: { id: '9', scheduled_at: '2026-11-25T08:00:00Z', params: {} } }, alive, 'unknown-outcome'],
    ['a post that is said to be scheduled', { status: 200, json: status('9', { scheduled_at: '2026-11-25T08:00:00Z' }) }, alive, 'unknown-outcome'],
    ['nothing at all', { status: 200, text: '' }, alive, 'unknown-outcome'],
    ['an empty 202', { status: 202, json: {} }, alive, 'unknown-outcome'],
    ['a redirect', { status: 302, text: '', headers: { location: 'https://portail.example' } }, alive, 'unknown-outcome'],
    ['a proxy’s page', { status: 403, text: '<html>Accès interdit</html>' }, alive, 'unknown-outcome'],
    ['a proxy’s 404', { status: 404, text: 'nginx' }, alive, 'unknown-outcome'],
    ['a server’s time-out', { status: 408, json: { error: 'délai' } }, alive, 'unknown-outcome'],
    ['a gateway’s time-out', { status: 504, text: '' }, alive, 'unknown-outcome'],
    ['too large for the proxy', { status: 413, text: '<html>' }, alive, 'refused:media'],
    ['a refused text', { status: 422, json: { error: 'Validation échouée' } }, alive, 'refused:not-valid'],
    ['a forbidden act', { status: 403, json: { error: 'interdit' } }, alive, 'refused:not-allowed'],
    ['too few rights', { status: 403, json: { error: 'hors de portée' }, headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' } }, alive, 'refused:permission-missing'],
    ['a suspended account', { status: 403, json: { error: 'x' } }, { status: 200, json: account('1', 'boutique', { suspended: true }) }, 'refused:account-suspended'],
    ['401, token dead', { status: 401, json: { error: 'révoqué' } }, { status: 401, json: { error: 'révoqué' } }, 'needs-sign-in'],
    ['403, token dead', { status: 403, json: { error: 'x' } }, { status: 403, json: { error: 'x' } }, 'needs-sign-in'],
    ['422, token dead', { status: 422, json: { error: 'x' } }, { status: 422, json: { error: 'x' } }, 'needs-sign-in'],
    ['401, token alive', { status: 401, json: { error: 'x' } }, alive, 'refused:not-allowed'],
    ['401, and the question gets lost', { status: 401, json: { error: 'x' } }, { kind: 'no-answer', detail: 'x' }, 'server-trouble'],
    ['401, and a hotel answers the question', { status: 401, json: { error: 'x' } }, { status: 403, text: '<html>' }, 'server-trouble'],
    ['no such path', { status: 404, json: { error: 'x' } }, alive, 'refused:not-supported'],
    ['throttled without a time', { status: 429, text: '' }, alive, 'rate-limited'],
    ['no line', { kind: 'not-sent', detail: 'ENOTFOUND' }, alive, 'unreachable'],
    ['no answer', { kind: 'no-answer', detail: 'time-out' }, alive, 'unknown-outcome'],
  ])('%s', async (_name, reply, token, expected) => {
    const { connection } = answeringPosts(reply, token)
    const act = publish('Bonjour')
    const done = await connection.commit(act, value(await connection.prepare(act, 0, [], createNotes())))
    expect(done.ok ? 'ok' : done.failure.kind === 'refused' ? `refused:${done.failure.reason}` : done.failure.kind).toBe(expected)
  })

  it('keeps the token out of the details, even when the server repeats it', async () => {
    const { connection } = answeringPosts({ status: 422, json: { error: 'Bearer very-secret-token is odd' } })
    const act = publish('Bonjour')
    const done = await connection.commit(act, value(await connection.prepare(act, 0, [], createNotes())))
    expect(JSON.stringify(done)).toContain('is odd')
    expect(JSON.stringify(done)).not.toContain('very-secret-token')
  })

  it('takes a file used up by a first, lost sending for proof that it succeeded', async () => {
    let sent = 0
    const { connection } = scripted(({ method, path }) => {
      if (path.endsWith('/verify_credentials')) return alive
      if (path === '/api/v2/media') return { status: 200, json: { id: '77', type: 'image', url: 'https://s.example/77.png' } }
      if (path === '/api/v1/media/77') return { status: 404, json: { error: 'x' } }
      if (method === 'POST') return { status: 422, json: { error: 'déjà attaché' } }
      return { status: 200, json: sent++ === 0 ? [] : [status('9', { account: account('1', 'boutique'), content: '', media_attachments: [{ id: '77', type: 'image', url: 'https://s.example/77.png' }] })] }
    })
    const act = publish('Bonjour', [picture])
    expect(await connection.commit(act, value(await connection.prepare(act, 0, [], createNotes())))).toMatchObject({ ok: true, value: { id: '9' } })
  })
})

describe('an upload', () => {
  const uploading = (media: (call: { method: string; path: string; turn: number }) => Reply) => {
    let turn = 0
    return scripted(({ method, path }) => (path.includes('/media') ? media({ method, path, turn: turn++ }) : path.endsWith('/verify_credentials') ? alive : { status: 200, json: [] }))
  }
  const prepare = (connection: ReturnType<typeof scripted>['connection'], notes = createNotes()) => connection.prepare(publish('x', [picture]), 0, [], notes)

  it('is waited for while the server processes it', async () => {
    const { connection, asked } = uploading(({ turn }) => (turn === 0 ? { status: 202, json: { id: '7', url: null } } : turn < 3 ? { status: 206, json: { id: '7', url: null } } : { status: 200, json: { id: '7', url: 'https://s.example/7' } }))
    value(await prepare(connection))
    expect(asked.filter(line => line === 'GET /api/v1/media/7')).toHaveLength(3)
  })

  it('is not waited for without end, and the next try goes on from there', async () => {
    const { connection, asked } = uploading(({ turn }) => ({ status: turn === 0 ? 202 : 206, json: { id: '7', url: null } }))
    const notes = createNotes()
    expect(await prepare(connection, notes)).toMatchObject({ failure: { kind: 'server-trouble' } })
    expect(await prepare(connection, notes)).toMatchObject({ failure: { kind: 'server-trouble' } })
    expect(asked.filter(line => line === 'POST /api/v2/media')).toHaveLength(1)
  })

  it.each<[string, Reply, string]>([
    ['a file it cannot read', { status: 422, json: { error: 'x' } }, 'refused'],
    ['an unsupported kind', { status: 415, json: { error: 'x' } }, 'refused'],
    ['trouble', { status: 503, text: '' }, 'server-trouble'],
    ['nonsense', { status: 200, text: 'ok' }, 'server-trouble'],
    ['no line in the middle of it', { kind: 'no-answer', detail: 'reset' }, 'server-trouble'],
  ])('ends well defined with %s', async (_name, reply, kind) => {
    expect(await prepare(uploading(() => reply).connection)).toMatchObject({ ok: false, failure: { kind } })
  })

  it('is made smaller when a proxy allows less than the server says, and goes the old way where there is no new one', async () => {
    value(await prepare(uploading(({ turn }) => (turn < 2 ? { status: 413, text: '' } : { status: 200, json: { id: '7', url: 'https://s.example/7' } })).connection))
    const { connection, asked } = uploading(({ path }) => (path === '/api/v2/media' ? { status: 404, text: '' } : { status: 200, json: { id: '7', url: 'https://s.example/7' } }))
    value(await prepare(connection))
    expect(asked).toContain('POST /api/v1/media')
  })
})

describe('servers of other makes', () => {
  it('are asked for their own limits', () => {
    const [pleroma, gts, pixelfed] = [pleromaInstance, goToSocialInstance, pixelfedInstance].map(json => limitsFrom(instanceEntity.parse(json)))
    expect(pleroma).toMatchObject({ text: { maxGraphemes: 5000 }, images: { maxBytes: 16_000_000, altMaxGraphemes: 5000 }, poll: { maxOptions: 20, optionMaxGraphemes: 200 } })
    expect(gts).toMatchObject({ text: { maxGraphemes: 5000, urlWeight: 25 }, images: { max: 6, mimes: ['image/jpeg', 'image/png', 'image/webp'] }, video: { mimes: ['video/mp4'] } })
    expect(pixelfed?.poll).toBeNull()
  })

  it('are shown with what they lack, and an account with the rights it lacks', () => {
    const instance = instanceEntity.parse(goToSocialInstance)
    const abilities = abilitiesFrom(instance, limitsFrom(instance), ['read', 'write:statuses'], { answersV2: true, hasConversations: false, hasSearch: true })
    expect(abilities).toMatchObject({ quote: { why: 'server' }, messages: { why: 'server' }, edit: { kind: 'works' }, images: { why: 'permission' }, like: { why: 'permission' }, reach: { why: 'network' } })
    expect(abilitiesFrom({ ...instance, api_versions: { mastodon: 7 } }, limitsFrom(instance), [], { answersV2: true, hasConversations: true, hasSearch: true }).quote).toEqual({ kind: 'works' })
  })

  it('may notify of anything: what is understood comes through, harmless', async () => {
    const { connection } = scripted(({ path, query }) => (path === '/api/v1/notifications' ? { status: 200, json: query.has('max_id') ? [] : uglyNotifications } : { status: 404, json: { error: 'x' } }))
    const page = value(await connection.read('notifications', null))
    const items = page.entries.flatMap(entry => (entry.kind === 'item' ? [entry.item] : []))
    expect(items.map(item => [item.kind, item.key, item.text])).toEqual([['mention', 'mastodon:account-1:12', ''], ['follow', 'mastodon:account-1:906', ''], ['mention', 'mastodon:account-1:13', 'ok']])
    expect(items[1]?.person).toMatchObject({ displayName: '<img src=x onerror=alert(1)>', profileUrl: null, avatarUrl: null })
    expect(items[2]).toMatchObject({ ref: { url: null }, media: [{ kind: 'video', url: 'https://e.example/v.mp4', alt: '' }] })
  })

  it('may number a notification late: it is not passed over', async () => {
    const rows = [1, 2, 3, 5].map(id => ({ id: String(id), type: 'follow', created_at: '2026-11-24T08:00:00Z', account: account('2', 'julie') }))
    const { connection } = scripted(({ query }) => ({ status: 200, json: rows.filter(row => !query.has('max_id') && Number(row.id) > Number(query.get('min_id') ?? 0)).toReversed() }))
    const first = value(await connection.read('notifications', null))
    const walked = value(await connection.read('notifications', first.cursor))
    rows.push({ id: '4', type: 'follow', created_at: '2026-11-24T08:00:00Z', account: account('2', 'julie') })
    rows.sort((a, b) => Number(a.id) - Number(b.id))
    const later = value(await connection.read('notifications', walked.cursor))
    expect(later.entries.map(entry => (entry.kind === 'item' ? entry.item.key : ''))).toEqual(['mastodon:account-1:4'])
    expect(value(await connection.read('notifications', later.cursor)).entries).toEqual([])
  })

  it('may ignore every paging word without sending us round in circles', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => ({ id: String(140 - n), type: 'follow', created_at: '2026-11-24T08:00:00Z', account: account('2', 'julie') }))
    const posts = Array.from({ length: 40 }, (_, n) => status(String(140 - n), { account: account('1', 'boutique') }))
    const { connection, asked } = scripted(({ path }) => ({ status: 200, json: path === '/api/v1/notifications' ? rows : path === '/api/v1/conversations' ? [] : posts }))
    for (const id of ['notifications', 'messages', 'own-posts'] as const) {
      let cursor: string | null = null
      for (let turn = 0; turn < 5; turn++) cursor = value(await connection.read(id, cursor)).cursor
    }
    expect(asked.length).toBeLessThan(25)
  })

  it('may leave private messages out of the account’s list: an answer is found under what it answers', async () => {
    const reply = status('9', { account: account('1', 'boutique'), visibility: 'direct', in_reply_to_id: '5', content: '<p>@julie Oui</p>' })
    const { connection, clock } = scripted(({ path }) => ({ status: 200, json: path.endsWith('/context') ? { ancestors: [], descendants: [reply] } : path.endsWith('/statuses') ? [] : alive }))
    const act: Act = { kind: 'message', conversation: { id: '5', url: null, extra: null }, toPerson: { remoteId: '2', handle: 'julie@s.example', displayName: 'Julie', profileUrl: null, avatarUrl: null }, text: 'Oui' }
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    clock.now = Date.UTC(2026, 10, 24, 8)
    expect(value(await connection.find(act, prepared, clock.now))).toMatchObject({ kind: 'found', remote: { id: '9' } })
  })
})
