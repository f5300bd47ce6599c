import { afterEach, expect, it } from 'vitest'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { HttpOutcome, HttpRequest } from '../../http/http.ts'
import { createNotes } from '../double-harness.ts'
import { startWorld, type YoutubeWorld } from './conformance-harness.ts'
import { openConnection } from './index.ts'

const opened: YoutubeWorld[] = []
afterEach(async () => { for (const world of opened.splice(0)) await world.stop() })

const chunk = 16 * 262_144
const isChunk = ({ method, url }: HttpRequest): boolean => method === 'PUT' && url.includes('upload_id')

/** A film of two and a half pieces, on a line that meets something at each of them. */
async function start(meets: (piece: number, request: HttpRequest, send: () => Promise<HttpOutcome>) => Promise<HttpOutcome>) {
  const world = await startWorld({ filmBytes: chunk * 2.5 })
  opened.push(world)
  let piece = 0
  const sent: string[] = []
  const inner = world.session.http
  const connection = openConnection({ ...world.session, http: { ...inner, send: request => {
    if (!isChunk(request)) return inner.send(request)
    sent.push(request.headers?.['content-range'] ?? '')
    return meets(piece++, request, () => inner.send(request))
  } } }, () => new Promise(resolve => setTimeout(resolve, 20)))
  const act: Act = { kind: 'publish', content: world.contentOf('Un long film') }
  const uploaded = () => world.server.channel.videos().filter(({ isOlder }) => !isOlder)
  return { world, connection, act, sent, uploaded }
}
const total = chunk * 2.5
const lost: HttpOutcome = { kind: 'no-answer', detail: 'the line broke' }

it('uploads in pieces that YouTube takes', async () => {
  const { connection, act, sent, uploaded } = await start((_, __, send) => send())
  expect(await connection.prepare(act, 0, [], createNotes())).toMatchObject({ ok: true })
  expect(sent).toEqual([`bytes 0-${chunk - 1}/${total}`, `bytes ${chunk}-${2 * chunk - 1}/${total}`, `bytes ${2 * chunk}-${total - 1}/${total}`])
  expect(uploaded()).toMatchObject([{ sizeBytes: total, status: { privacyStatus: 'private' } }])
})

it('asks how far it came when a piece got no answer, and goes on from there', async () => {
  const { connection, act, sent, uploaded } = await start(async (piece, _, send) => {
    // The second piece never arrives; the answer to the third is lost.
    if (piece === 1) return lost
    const outcome = await send()
    return piece === 3 ? lost : outcome
  })
  expect(await connection.prepare(act, 0, [], createNotes())).toMatchObject({ ok: true })
  expect(sent[2]).toBe(`bytes */${total}`)
  expect(sent[3]).toBe(`bytes ${chunk}-${2 * chunk - 1}/${total}`)
  expect(uploaded()).toHaveLength(1)
})

it('knows the video again when the answer to its last piece was lost, even in another run', async () => {
  let isDown = false
  const { connection, act, uploaded } = await start(async (piece, _, send) => {
    if (isDown) return { kind: 'not-sent', detail: 'no line' }
    const outcome = await send()
    if (piece !== 2) return outcome
    isDown = true
    return lost
  })
  const notes = createNotes()
  expect(await connection.prepare(act, 0, [], notes)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  isDown = false
  expect(await connection.prepare(act, 0, [], notes)).toMatchObject({ ok: true, value: { key: uploaded()[0]?.id } })
  expect(uploaded()).toHaveLength(1)
})

it('begins anew when the session is over, and gives up on a server that keeps nothing', async () => {
  let isDown = true
  const { world, connection, act, uploaded } = await start((piece, _, send) => (isDown && piece > 0 ? Promise.resolve({ kind: 'not-sent', detail: 'no line' }) : send()))
  const notes = createNotes()
  expect(await connection.prepare(act, 0, [], notes)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  isDown = false
  world.advance(8 * 86_400_000)
  expect(await connection.prepare(act, 0, [], notes)).toMatchObject({ ok: true })
  expect(uploaded()).toHaveLength(1)

  const stuck = await start(() => Promise.resolve(answered(308)))
  expect(await stuck.connection.prepare(stuck.act, 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
  const over = await start((piece, _, send) => (piece === 0 ? Promise.resolve(answered(404)) : send()))
  expect(await over.connection.prepare(over.act, 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
})

it('sends the token to no stranger that an answer names', async () => {
  const world = await startWorld()
  opened.push(world)
  const inner = world.session.http
  const asked: string[] = []
  const connection = openConnection({ ...world.session, http: { ...inner, send: request => {
    asked.push(new URL(request.url).hostname)
    return request.url.includes('uploadType=resumable') ? Promise.resolve({ ...answered(200), headers: new Headers({ location: 'https://evil.example/upload' }) }) : inner.send(request)
  } } }, () => Promise.resolve())
  expect(await connection.prepare({ kind: 'publish', content: world.contentOf('x') }, 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
  expect(new Set(asked)).toEqual(new Set(['127.0.0.1']))
})

const answered = (status: number) => ({ kind: 'answered', status, headers: new Headers(), text: '', bytes: new Uint8Array(), json: undefined, retryAtUtc: null }) as const
