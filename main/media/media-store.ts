import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, rmSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { mediaFacts, type MediaFacts, type MediaUse } from '../../preload/contract/drafts.ts'
import type { Failure } from '../../preload/contract/failures.ts'
import { mediaHash, type MediaHash } from '../../preload/contract/ids.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Session } from '../networks/network.ts'
import type { Log } from '../system/log.ts'
import { isDiskFull, writeFileAtomically } from '../system/write-file.ts'
import { decideUnused } from './decide-unused.ts'
import { inspect, recognise } from './inspect.ts'
import { drawFirstPage } from './read-document.ts'
import { makeRendition, makeThumb } from './rendition.ts'

const unusedSince = z.record(z.string(), z.number())

type Picture = { readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string }

export type MediaStore = Session['media'] & {
  /** Keeps the bytes; the same bytes twice are one file. What is not a readable picture, film or document is refused and leaves nothing behind. */
  add(name: string, bytes: Uint8Array): Promise<Result<MediaFacts>>
  /** As `add`, for a file the owner chose: read piece by piece, so that a film of gigabytes fits. */
  addFile(file: string): Promise<Result<MediaFacts>>
  list(): Promise<readonly MediaFacts[]>
  facts(hash: MediaHash): Promise<MediaFacts | null>
  /** Where the original lies. */
  file(hash: MediaHash): string
  /** The original, proved to be what was kept: `media-missing` when it is gone or was changed on disk. */
  read(hash: MediaHash): Promise<Result<Picture>>
  /** Is the original there, and still what was kept? Read piece by piece; proved once, it is read again only when the file has changed. */
  isWhole(hash: MediaHash): Promise<boolean>
  /** 320 px webp, of a document its first page, made once; `media-missing` for films, of which there is none. */
  thumb(hash: MediaHash): Promise<Result<Picture>>
  /** About to be used: not removed before the next start, whatever a list says that was made before. `add` does it by itself. */
  hold(hash: MediaHash): void
  /** Forgets what has long been in nobody's use (decide-unused.ts) and tells which. `used` is complete, or this is not called. */
  removeUnused(used: ReadonlySet<string>, nowUtc: number): Promise<readonly MediaHash[]>
  removeAll(): Promise<void>
}

/** `folder` holds `ab/<hash>`, `ab/<hash>.json` (facts) and `ab/<hash>.webp` (thumb); `part/` what is on its way in, `unused.json` since when which is unused. */
export function createMediaStore(folder: string, log: Pick<Log, 'warn' | 'error'>): MediaStore {
  const parts = path.join(folder, 'part')
  const proved = new Map<MediaHash, string>()
  const held = new Set<MediaHash>()
  const unusedFile = path.join(folder, 'unused.json')
  const fileOf = (hash: MediaHash): string => path.join(folder, hash.slice(0, 2), hash)

  async function keep(name: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, head: Parameters<typeof recognise>[0], sizeBytes: number): Promise<Result<MediaFacts>> {
    const kind = await recognise(head, sizeBytes)
    if (!kind.ok) return kind
    const draft = path.join(parts, randomUUID())
    try {
      await mkdir(parts, { recursive: true })
      const hash = await copy(source, draft)
      held.add(hash)
      const facts = await inspect(draft, kind.value, { hash, name: shortName(name), sizeBytes })
      if (!facts.ok) return facts
      const thumb = facts.value.kind === 'image' ? await makeThumb(draft) : null
      if (thumb && !thumb.ok) return thumb
      const kept = fileOf(hash)
      await mkdir(path.dirname(kept), { recursive: true })
      if (thumb) writeFileAtomically(`${kept}.webp`, thumb.value)
      // Facts before the file and the file last: a hash that is there has all it needs. A damaged original is healed by this rename.
      const known = await readFacts(hash)
      if (known === null) writeFileAtomically(`${kept}.json`, JSON.stringify(facts.value))
      await rename(draft, kept)
      return ok({ ...facts.value, name: shortName(name) })
    } catch (cause) {
      return fail(diskFailure(cause, log))
    } finally {
      await rm(draft, { force: true })
    }
  }

  async function readFacts(hash: MediaHash): Promise<MediaFacts | null> {
    const text = await readFile(`${fileOf(hash)}.json`, 'utf8').catch(() => null)
    if (text === null) return null
    try {
      return mediaFacts.parse(JSON.parse(text))
    } catch {
      log.warn('facts of a media file could not be read', { hash })
      return null
    }
  }

  const hashes = async (): Promise<MediaHash[]> =>
    (await readdir(folder, { recursive: true }).catch(() => [])).flatMap(inner => mediaHash.safeParse(path.basename(inner)).data ?? [])

  async function readUnused(): Promise<ReadonlyMap<string, number>> {
    const text = await readFile(unusedFile, 'utf8').catch(() => null)
    try {
      return new Map(Object.entries(text === null ? {} : unusedSince.parse(JSON.parse(text))))
    } catch {
      log.warn('since when media files are unused could not be read: each begins anew')
      return new Map()
    }
  }

  const missing = (hash: string, why: string): { readonly ok: false; readonly failure: Failure } => fail({ kind: 'media-missing', detail: `${hash.slice(0, 12)}…: ${why}` })

  async function read(hash: MediaHash): Promise<Result<Picture>> {
    const facts = await readFacts(hash)
    const bytes = facts === null ? null : await readFile(fileOf(hash)).catch(() => null)
    if (facts === null || bytes === null) return missing(hash, 'the file is not in the media folder')
    if (createHash('sha256').update(bytes).digest('hex') !== hash) {
      log.error('a media file was changed on disk', undefined, { hash })
      return missing(hash, 'the file was changed or damaged on disk')
    }
    return ok({ bytes: plain(bytes), mime: facts.mime })
  }

  return {
    add: (name, bytes) => keep(name, [bytes], bytes, bytes.byteLength),
    async addFile(file) {
      const facts = await stat(file).catch(() => null)
      if (!facts?.isFile()) return fail({ kind: 'media-missing', detail: 'the file could not be opened' })
      return keep(path.basename(file), createReadStream(file, { highWaterMark: 1_048_576 }), file, facts.size)
    },
    async list() {
      const found = await Promise.all((await hashes()).map(readFacts))
      return found.filter(facts => facts !== null)
    },
    facts: readFacts,
    file: fileOf,
    read,
    async isWhole(hash) {
      const there = await stat(fileOf(hash)).catch(() => null)
      if (there === null || await readFacts(hash) === null) return false
      const mark = `${there.size} ${there.mtimeMs}`
      if (proved.get(hash) === mark) return true
      const sum = createHash('sha256')
      try {
        for await (const piece of createReadStream(fileOf(hash), { highWaterMark: 1_048_576 })) sum.update(piece as Buffer) // the cast: no encoding was set
      } catch (cause) {
        log.warn('a media file could not be read', { hash, cause: cause instanceof Error ? cause.message : 'unknown' })
        return false
      }
      if (sum.digest('hex') !== hash) return false
      proved.set(hash, mark)
      return true
    },
    async thumb(hash) {
      const kept = `${fileOf(hash)}.webp`
      const there = await readFile(kept).catch(() => null)
      if (there) return ok({ bytes: plain(there), mime: 'image/webp' })
      const facts = await readFacts(hash)
      if (facts === null || facts.kind === 'video') return missing(hash, 'there is no small picture of it')
      const made = facts.kind === 'image' ? await makeThumb(fileOf(hash)) : await drawFirstPage(fileOf(hash))
      if (!made.ok) return missing(hash, 'the original cannot be read')
      try {
        writeFileAtomically(kept, made.value)
      } catch (cause) {
        log.warn('a small picture could not be kept', { isDiskFull: isDiskFull(cause) })
      }
      return ok({ bytes: made.value, mime: 'image/webp' })
    },
    original: (use: MediaUse) => read(use.hash),
    async rendition(use, fit) {
      const original = await read(use.hash)
      return original.ok ? makeRendition(original.value.bytes, original.value.mime, fit) : original
    },
    hold: hash => { held.add(hash) },
    async removeUnused(used, nowUtc) {
      const kept = (await Promise.all((await hashes()).map(async hash => ({ hash, there: await stat(fileOf(hash)).catch(() => null) }))))
        .flatMap(({ hash, there }) => there ? [{ hash, addedUtc: there.mtimeMs }] : [])
      const before = await readUnused()
      const decided = decideUnused({ kept, used: used.union(held), unusedSince: before, nowUtc })
      const gone: MediaHash[] = []
      try {
        for (const hash of decided.remove) {
          // Asked for meanwhile. From here to its last file nothing else runs.
          if (held.has(hash)) continue
          // The original first: facts without it say `missing`, it without facts would be in nobody's list.
          for (const ending of ['', '.webp', '.json']) rmSync(fileOf(hash) + ending, { force: true })
          proved.delete(hash)
          gone.push(hash)
        }
        writeFileAtomically(unusedFile, JSON.stringify(Object.fromEntries(decided.unusedSince)))
      } catch (cause) {
        // What could not be removed or noted is looked at again at the next start.
        log.warn('unused media files could not all be removed', { isDiskFull: isDiskFull(cause), code: cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown' })
      }
      return gone
    },
    async removeAll() { await rm(folder, { recursive: true, force: true }) },
  }
}

/** The same memory without Node's dressing: what leaves this file is what the window and FormData expect. */
const plain = (bytes: Buffer<ArrayBuffer>): Uint8Array<ArrayBuffer> => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Writes to disk for good, hashing on the way. */
async function copy(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, file: string): Promise<MediaHash> {
  const sum = createHash('sha256')
  const handle: FileHandle = await open(file, 'wx', 0o600)
  try {
    for await (const piece of source) {
      sum.update(piece)
      for (let at = 0; at < piece.byteLength;) at += (await handle.write(piece, at)).bytesWritten
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return mediaHash.parse(sum.digest('hex'))
}

function diskFailure(cause: unknown, log: Pick<Log, 'error'>): Failure {
  if (isDiskFull(cause)) return { kind: 'disk-full', detail: 'no space left for the file' }
  log.error('a media file could not be kept', cause)
  return { kind: 'internal', detail: cause instanceof Error && 'code' in cause ? String(cause.code) : 'the file could not be kept' }
}

/** The last part of a path from any system, short enough for any file name. */
function shortName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1)?.trim() ?? ''
  return last === '' ? 'file' : last.slice(-120)
}
