import { createHash } from 'node:crypto'
import { emptyContent, type MediaUse, type Part } from '../../preload/contract/drafts.ts'
import { mediaHash } from '../../preload/contract/ids.ts'
import type { Act } from '../../preload/contract/publishing.ts'
import { ok } from '../../preload/contract/result.ts'
import type { Http } from '../../main/http/http.ts'
import { createNotes } from '../../main/networks/double-harness.ts'
import { startX } from '../../main/networks/x/conformance-harness.ts'
import { openConnection } from '../../main/networks/x/index.ts'
import type { Exchange } from './openapi.ts'

/** Paths as the description writes them, the longer before the shorter. */
const paths = [
  '/2/users/me', '/2/users/by/username/{username}', '/2/users/{id}/tweets', '/2/users/{id}/mentions', '/2/users/{id}/muting', '/2/users/{source_user_id}/muting/{target_user_id}', '/2/users/{id}/retweets', '/2/users/{id}/retweets/{source_tweet_id}',
  '/2/tweets/search/recent', '/2/tweets/{tweet_id}/hidden', '/2/tweets/{id}', '/2/tweets', '/2/dm_events', '/2/dm_conversations/with/{participant_id}/messages', '/2/dm_conversations/{dm_conversation_id}/messages', '/2/dm_conversations/{id}/dm_events',
  '/2/media/upload/initialize', '/2/media/upload/{id}/append', '/2/media/upload/{id}/finalize', '/2/media/upload', '/2/media/metadata',
]
const patterns = paths.map(path => ({ path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }))

/** Does with the double of X all that Comptoir does there, and tells what was said on both sides. What X refuses is left out: its description names no such answers. */
export async function recordXCalls(): Promise<Exchange[]> {
  const world = await startX({ spelling: 'post' })
  const { double, session } = world
  const exchanges: Exchange[] = []
  const record: Http = {
    ...session.http,
    async send(request) {
      const outcome = await session.http.send(request)
      const { pathname } = new URL(request.url)
      const path = patterns.find(each => each.pattern.test(pathname))?.path
      if (path === undefined) throw new Error(`no path of the description for ${pathname}`)
      if (outcome.kind === 'answered' && outcome.status < 300) exchanges.push({ method: request.method, path, sent: typeof request.body === 'string' ? JSON.parse(request.body) as unknown : undefined, status: outcome.status, answered: outcome.json })
      return outcome
    },
  }
  const film = new Uint8Array(5_000_000).fill(7)
  const video: MediaUse = { ...world.picture, hash: mediaHash.parse(createHash('sha256').update(film).digest('hex')), kind: 'video', mime: 'video/mp4', sizeBytes: film.byteLength, durationMs: 9000 }
  const media: typeof session.media = { ...session.media, original: async use => (use.hash === video.hash ? ok({ bytes: film, mime: 'video/mp4' }) : await session.media.original(use)) }
  const connection = openConnection({ ...session, http: record, media }, ms => Promise.resolve(world.advance(ms)))
  const send = async (act: Act): Promise<string> => {
    const prepared = await connection.prepare(act, 0, [], createNotes())
    const done = prepared.ok ? await connection.commit(act, prepared.value) : prepared
    if (!done.ok) throw new Error(`${act.kind}: ${JSON.stringify(done.failure)}`)
    return done.value.id
  }
  const publish = (part: Partial<Part>, options: Record<string, string> = {}): Promise<string> => send({ kind: 'publish', content: { ...emptyContent(), options, parts: [{ text: '', media: [], poll: null, ...part }] } })
  const ref = (id: string) => ({ id, url: null, extra: null })
  try {
    await connection.whoAmI()
    const post = await publish({ text: 'Pain & brioche https://exemple.fr/menu' }, { 'who-can-reply': 'mentioned', 'made-by-ai': 'yes', 'paid-partnership': 'yes' })
    await publish({ text: 'La vitrine', media: [world.picture] })
    await publish({ text: 'Le four', media: [video] })
    await publish({ text: 'Ce matin ?', poll: { options: ['Croissant', 'Chausson'], durationS: 3600, multiple: false } })
    const reply = double.world.addPost({ authorId: '1460000000000000002', text: '@boulangerie_x Ouvert ?', replyTo: post })
    double.write('Bonjour')
    for (const stream of ['notifications', 'messages', 'own-posts', 'account-figures'] as const) await connection.read(stream, null)
    const person = (await connection.findPerson?.('julie_m'))
    if (!person?.ok || !person.value) throw new Error('nobody is found')
    await send({ kind: 'reply', to: ref(reply.id), toPerson: person.value, content: { ...emptyContent(), parts: [{ text: 'Oui', media: [], poll: null }] } })
    const conversation = double.world.messages[0]?.conversation ?? ''
    await send({ kind: 'message', conversation: ref(conversation), toPerson: person.value, text: 'Bonjour' })
    await send({ kind: 'message', conversation: ref('?'), toPerson: person.value, text: 'Bonsoir' })
    for (const on of [true, false]) {
      await send({ kind: 'hide', target: ref(reply.id), on })
      await send({ kind: 'mute', person: person.value, on })
      await send({ kind: 'boost', target: ref(reply.id), on })
    }
    await connection.thread(ref(reply.id))
    await connection.thread({ ...ref(conversation), extra: JSON.stringify({ conversation }) })
    await connection.search('pain')
    await send({ kind: 'delete', target: ref(post) })
    await connection.readBack(ref(post))
    return exchanges
  } finally {
    await world.stop()
  }
}
