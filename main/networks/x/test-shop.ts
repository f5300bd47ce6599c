import { createHash } from 'node:crypto'
import { emptyContent, type Content, type MediaUse, type RemoteRef } from '../../../preload/contract/drafts.ts'
import { mediaHash } from '../../../preload/contract/ids.ts'
import type { Act, Person } from '../../../preload/contract/publishing.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { troubleHttp, type Trouble } from '../conformance-harness.ts'
import type { Connection, Notes } from '../network.ts'
import { createNotes } from '../double-harness.ts'
import { startX, type XWorld } from './conformance-harness.ts'
import { openConnection } from './index.ts'

/** For tests: the double of X with a connection to it, on whose line trouble can be put. */
const opened: XWorld[] = []
export const closeShops = async (): Promise<void> => { for (const world of opened.splice(0)) await world.stop() }

export type Shop = XWorld & { readonly connection: Connection; trouble(path: RegExp | null, what?: Trouble): void; send(act: Act, part?: number, before?: readonly RemoteRef[], notes?: Notes): ReturnType<Connection['commit']> }
export async function openShop(files: readonly { readonly use: MediaUse; readonly bytes: Uint8Array<ArrayBuffer> }[] = [], spelling: 'tweet' | 'post' = 'tweet'): Promise<Shop> {
  const world = await startX({ spelling })
  opened.push(world)
  let at: RegExp | null = null
  let what: Trouble = { kind: 'answer-lost' }
  const http = troubleHttp(world.session.http, ({ url }) => (at?.test(url) ? what : null))
  const file = (use: MediaUse) => files.find(each => each.use.hash === use.hash)
  const media: typeof world.session.media = {
    original: async use => { const found = file(use); return found ? ok({ bytes: found.bytes, mime: found.use.mime }) : await world.session.media.original(use) },
    rendition: (use, fit) => world.session.media.rendition(use, fit),
  }
  const connection = openConnection({ ...world.session, http, media }, ms => Promise.resolve(world.advance(ms)))
  return {
    ...world, connection,
    trouble: (path, which = { kind: 'answer-lost' }) => { at = path; what = which },
    async send(act, part = 0, before = [], notes = createNotes()) {
      const prepared = await connection.prepare(act, part, before, notes)
      if (!prepared.ok) return prepared.failure.kind === 'media-missing' ? { ok: false, failure: { kind: 'refused', reason: 'media', detail: 'missing' } } : { ok: false, failure: prepared.failure }
      return await connection.commit(act, prepared.value)
    },
  }
}
export function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
export const saying = (text: string, more: Partial<Content> = {}): Act => ({ kind: 'publish', content: { ...emptyContent(), ...more, parts: [{ text, media: [], poll: null }] } })
export const fileOf = (bytes: Uint8Array<ArrayBuffer>, mime: string, kind: 'image' | 'video', alt = ''): { readonly use: MediaUse; readonly bytes: Uint8Array<ArrayBuffer> } => ({
  bytes, use: { hash: mediaHash.parse(createHash('sha256').update(bytes).digest('hex')), kind, mime, name: 'fichier', sizeBytes: bytes.byteLength, width: 640, height: 480, durationMs: kind === 'video' ? 9000 : null, alt },
})
export const julie: Person = { remoteId: '1460000000000000002', handle: 'julie_m', displayName: 'Julie M.', profileUrl: null, avatarUrl: null }
export const costOf = async (shop: Shop, work: () => Promise<unknown>): Promise<number> => {
  const before = shop.double.world.credit
  await work()
  return Math.round(before - shop.double.world.credit) / 1000
}
