import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import PQueue from 'p-queue'
import type { Http } from '../http/http.ts'
import { readPicture } from '../media/read-picture.ts'
import type { Log } from '../system/log.ts'
import { writeFileAtomically } from '../system/write-file.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** Pictures of people, fetched by main so that the page never touches the network. */
export type Avatars = {
  /** A small webp; null when it is not one to fetch, not there, or not a picture. */
  read(url: string): Promise<Bytes | null>
  /** Lets the oldest go beyond a number; at start-up. */
  tidy(): Promise<void>
  removeAll(): Promise<void>
}

export type AvatarOptions = {
  readonly folder: string
  readonly http: Pick<Http, 'send'>
  /** Seen in an account or an item: the page cannot make main fetch an address of its own choosing. */
  readonly isKnownAvatar: (url: string) => boolean
  /** Plain http, for the practice network on this computer only. */
  readonly isOwnServer?: (url: URL) => boolean
  readonly now: () => number
  readonly log: Pick<Log, 'debug' | 'warn'>
}

const sidePixels = 96 // drawn at 40 to 48, twice that on fine screens
const maxBytes = 5_000_000
const mostKept = 5_000
const freshMs = 30 * 24 * 3_600_000
/** A picture that did not come is not asked for again at each scroll. */
const retryAfterMs = 10 * 60_000

export function createAvatars({ folder, http, isKnownAvatar, isOwnServer = () => false, now, log }: AvatarOptions): Avatars {
  const queue = new PQueue({ concurrency: 4 })
  const underWay = new Map<string, Promise<Bytes | null>>()
  const failedUtc = new Map<string, number>()

  async function fetchOne(url: string, file: string): Promise<Bytes | null> {
    const outcome = await http.send({ method: 'GET', url, headers: { accept: 'image/*' }, timeoutMs: 15_000, maxAnswerBytes: maxBytes })
    if (outcome.kind !== 'answered' || outcome.status !== 200) return null
    try {
      // Whatever came, only pixels drawn anew by us reach the page or the disk.
      const bytes = new Uint8Array(await readPicture(outcome.bytes).autoOrient().resize({ width: sidePixels, height: sidePixels, fit: 'cover' }).webp({ quality: 80 }).toBuffer())
      keep(file, bytes)
      return bytes
    } catch {
      log.debug('an avatar was not a picture', { host: new URL(url).host })
      return null
    }
  }

  function keep(file: string, bytes: Bytes): void {
    try {
      writeFileAtomically(file, bytes)
    } catch (cause) {
      log.warn('an avatar could not be kept', { why: cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown' })
    }
  }

  return {
    async read(url) {
      if (!URL.canParse(url) || !isFetchable(new URL(url), isOwnServer) || !isKnownAvatar(url)) return null
      const file = path.join(folder, `${createHash('sha256').update(url).digest('hex')}.webp`)
      const facts = await stat(file).catch(() => null)
      const kept = facts === null ? null : await readFile(file).catch(() => null)
      if (kept !== null && facts !== null && now() - facts.mtimeMs < freshMs) return kept
      if (now() - (failedUtc.get(url) ?? Number.NEGATIVE_INFINITY) < retryAfterMs) return kept
      const running = underWay.get(url) ?? queue.add(() => fetchOne(url, file))
      underWay.set(url, running)
      try {
        const bytes = await running
        if (bytes === null) failedUtc.set(url, now())
        if (failedUtc.size > mostKept) failedUtc.clear()
        return bytes ?? kept // an old picture is better than none
      } finally {
        underWay.delete(url)
      }
    },
    async tidy() {
      const names = await readdir(folder).catch(() => [])
      if (names.length <= mostKept) return
      const dated = await Promise.all(names.map(async name => ({ name, ms: (await stat(path.join(folder, name)).catch(() => null))?.mtimeMs ?? 0 })))
      for (const { name } of dated.sort((a, b) => b.ms - a.ms).slice(mostKept)) await rm(path.join(folder, name), { force: true })
    },
    async removeAll() {
      await rm(folder, { recursive: true, force: true })
      await mkdir(folder, { recursive: true })
    },
  }
}

function isFetchable(url: URL, isOwnServer: (url: URL) => boolean): boolean {
  if (url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isOwnServer(url))
}
