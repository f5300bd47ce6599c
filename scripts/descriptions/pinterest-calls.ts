import { emptyContent, type Content } from '../../preload/contract/drafts.ts'
import type { Act } from '../../preload/contract/publishing.ts'
import type { Http } from '../../main/http/http.ts'
import { createNotes, videoBytes } from '../../main/networks/double-harness.ts'
import { startPinterest } from '../../main/networks/pinterest/conformance-harness.ts'
import { openConnection } from '../../main/networks/pinterest/index.ts'
import type { Exchange } from './openapi.ts'

const paths = ['/user_account', '/boards', '/boards/{board_id}/pins', '/pins', '/pins/{pin_id}/analytics', '/pins/{pin_id}', '/media', '/media/{media_id}', '/oauth/token', '/oauth/token/revoke']
const patterns = paths.map(path => ({ path, pattern: new RegExp(`^/v5${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }))

/** The description promises times with their zone; real answers leave it out (pinterest/api-quickstart, issue 78), and so does the double. */
const withZones = (text: string): unknown => (text === '' ? undefined : JSON.parse(text.replaceAll(/("created_at":"\d{4}-\d\d-\d\dT[\d:]{8})"/g, '$1Z"')) as unknown)

/** Does with the double of Pinterest all that Comptoir does there, refusals among it, and tells what was said on both sides. */
export async function recordPinterestCalls(): Promise<Exchange[]> {
  const world = await startPinterest(5000)
  const { session, double, picture } = world
  const exchanges: Exchange[] = []
  const record: Http = {
    ...session.http,
    async send(request) {
      const outcome = await session.http.send(request)
      const { pathname } = new URL(request.url)
      // The place for videos is not Pinterest's own.
      if (pathname === '/bucket/') return outcome
      const path = patterns.find(each => each.pattern.test(pathname))?.path
      if (path === undefined) throw new Error(`no path of the description for ${pathname}`)
      if (outcome.kind === 'answered') exchanges.push({ method: request.method, path, sent: typeof request.body === 'string' ? JSON.parse(request.body) as unknown : undefined, status: outcome.status, answered: withZones(outcome.text) })
      return outcome
    },
  }
  const connection = openConnection({ ...session, http: record }, async ms => { world.advance(ms) })
  const board = double.world.boards[0]?.id ?? ''
  const send = async (act: Act): Promise<string> => {
    const prepared = await connection.prepare(act, 0, [], createNotes())
    const done = prepared.ok ? await connection.commit(act, prepared.value) : prepared
    return done.ok ? done.value.id : ''
  }
  const pinning = (text: string, media: Content['parts'][number]['media'], options: Record<string, string> = {}): Act => ({ kind: 'publish', content: { ...emptyContent(), parts: [{ text, media, poll: null }], options: { board, ...options } } })
  const ref = (id: string) => ({ id, url: null, extra: null })
  try {
    await connection.whoAmI()
    const pin = await send(pinning('Au levain', [picture], { title: 'Le pain', link: 'https://port.example/pain' }))
    await send(pinning('Deux', [picture, picture]))
    await send(pinning('Le four', [world.keep(videoBytes(50_000), { kind: 'video', mime: 'video/mp4', name: 'four.mp4', width: 1080, height: 1920, durationMs: 9000 })]))
    const lost = pinning('Perdu', [picture])
    const prepared = await connection.prepare(lost, 0, [], createNotes())
    if (prepared.ok) await connection.find(lost, prepared.value, session.now())
    for (const stream of ['own-posts', 'account-figures'] as const) await connection.read(stream, null)
    await send({ kind: 'edit', target: ref(pin), content: { ...emptyContent(), parts: [{ text: 'Au seigle', media: [], poll: null }] } })
    // What it refuses: a board of somebody else's, one that is not there, a pin that is gone, too fast.
    await send(pinning('Ailleurs', [picture], { board: '549755885999' }))
    await send(pinning('Nulle part', [picture], { board: '1' }))
    await send({ kind: 'delete', target: ref(pin) })
    await connection.readBack(ref(pin))
    double.world.writes.perMinute = 0
    await send(pinning('Trop', [picture]))
    await world.expireAccess?.()
    await connection.whoAmI()
    await connection.revoke()
    return exchanges
  } finally {
    await world.stop()
  }
}
