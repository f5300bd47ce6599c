import type { Failure } from '../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import { webSpace as webSpaceShape, type WebSpace, type WebSpaceOrder, type WebSpaceState, type WebSpaceTrial } from '../../preload/contract/web-space.ts'
import type { Vault } from '../accounts/vault.ts'
import type { Http } from '../http/http.ts'
import type { SettingRows } from '../journal/settings.ts'
import type { Session } from '../networks/network.ts'
import { createFilesThere, parseJson, type FileThere } from './files-there.ts'
import { tryPlace, unguessable } from './try-place.ts'
import { addressOf, webdavPlace, type Place, type PlaceFailure } from './webdav.ts'

type OnTheWeb = NonNullable<Session['media']['onTheWeb']>

export type WebSpaceTools = {
  readonly rows: SettingRows
  readonly vault: Pick<Vault, 'read' | 'write' | 'erase'>
  readonly http: Http
  readonly media: Pick<Session['media'], 'original' | 'rendition'>
  readonly now: () => number
  /** There is one now, or none any more. */
  readonly changed: () => void
  readonly setWake: (afterMs: number, wake: () => void) => () => void
  readonly logTrouble: (where: string, error: unknown) => void
}

export type WebSpaces = {
  state(): WebSpaceState
  /** Tried first, and kept only if all of it works. */
  keep(order: WebSpaceOrder): Promise<Result<WebSpaceTrial>>
  try(): Promise<Result<WebSpaceTrial>>
  /** Takes away what lies there and forgets it all; `left`: what could not be taken away. */
  remove(): Promise<Result<{ readonly left: number }>>
  /** Undefined while there is no web space. */
  readonly onTheWeb: OnTheWeb | undefined
  /** Removes what has lain there long enough, also what an earlier run left; repeats by itself. */
  sweep(): Promise<void>
  stop(): void
}

const row = 'web-space'
const secretName = 'web-space'
const hourMs = 3_600_000
const sweepEveryMs = 600_000

/** A folder of the owner's own web space, where networks fetch pictures: each lies there an hour, under a name that nobody guesses. */
export function createWebSpaces({ rows, vault, http, media, now, changed, setWake, logTrouble }: WebSpaceTools): WebSpaces {
  const files = createFilesThere(rows)
  const underWay = new Map<string, ReturnType<OnTheWeb>>()
  let cancelWake = (): void => undefined

  const space = (): WebSpace | null => webSpaceShape.safeParse(parseJson(rows.read(row))).data ?? null
  const openKept = async (): Promise<Result<{ readonly space: WebSpace; readonly place: Place }>> => {
    const kept = space()
    if (kept === null) return fail({ kind: 'refused', reason: 'no-web-space', detail: 'there is none' })
    const password = await vault.read(secretName)
    if (!password.ok) return password
    // Brought back on another computer, or deleted from the keychain by hand.
    if (password.value === null) return fail({ kind: 'refused', reason: 'no-web-space', detail: 'its password is not in the keychain' })
    return ok({ space: kept, place: webdavPlace(kept, password.value, http) })
  }

  const takeAway = async (place: Place, which: (file: FileThere) => boolean): Promise<void> => {
    for (const { name } of files.all().filter(which)) {
      const removed = await place.remove(name)
      if (removed.ok) files.forget(name)
      else if (removed.failure.kind === 'unreachable') return // nor are the others: the next time
      else logTrouble('web space', `${name.slice(0, 13)}… could not be removed: ${removed.failure.kind} ${removed.failure.detail}`)
    }
  }

  const put: OnTheWeb = async (use, fit) => {
    const opened = await openKept()
    if (!opened.ok) return opened
    const made = use.kind === 'image' ? await media.rendition(use, fit) : await film(use, fit)
    if (!made.ok) return made
    const { bytes, mime } = made.value
    const name = unguessable(endingOf(mime))
    const file: FileThere = { name, url: addressOf(opened.value.space.publicAddress, name), mime, of: keyOf(use, fit), isThere: false, untilUtc: now() }
    files.note(file)
    const sent = await opened.value.place.put(name, bytes, mime)
    if (!sent.ok) return fail(failureOf(sent.failure))
    files.note({ ...file, isThere: true, untilUtc: now() + hourMs })
    return ok({ url: file.url, mime })
  }

  /** A film goes as it is, if it fits. */
  const film: (...given: Parameters<OnTheWeb>) => ReturnType<Session['media']['original']> = async (use, { maxBytes, mimes }) => {
    if (use.sizeBytes > maxBytes) return fail({ kind: 'media-too-large', maxBytes, sizeBytes: use.sizeBytes, detail: use.name })
    if (!mimes.includes(use.mime)) return fail({ kind: 'media-not-understood', detail: `${use.mime} is none of ${mimes.join(', ')}` })
    return media.original(use)
  }

  const onTheWeb: OnTheWeb = async (use, fit) => {
    const key = keyOf(use, fit)
    const there = files.all().find(file => file.of === key && file.isThere && file.untilUtc > now())
    if (there) {
      // Whoever asks needs it for a while yet.
      files.note({ ...there, untilUtc: now() + hourMs })
      return ok({ url: there.url, mime: there.mime })
    }
    const going = underWay.get(key) ?? put(use, fit).finally(() => { underWay.delete(key) })
    underWay.set(key, going)
    return going
  }

  const spaces: WebSpaces = {
    state: () => ({ space: space(), files: files.all().length }),
    async keep({ password, ...next }) {
      const before = space()
      const kept = password === '' && before?.address === next.address && before.user === next.user ? await vault.read(secretName) : ok(password === '' ? null : password)
      if (!kept.ok) return kept
      if (kept.value === null) return fail({ kind: 'bad-input', detail: 'a password is needed for this address' })
      const place = webdavPlace(next, kept.value, http)
      const trial = await tryPlace(place, next.publicAddress, http)
      if (trial.kind !== 'works') return ok(trial)
      // What lies in the old one is taken away while its password is still known.
      const old = await openKept()
      if (before && before.address !== next.address && old.ok) await takeAway(old.value.place, () => true)
      const written = await vault.write(secretName, kept.value)
      if (!written.ok) return written
      rows.write(row, JSON.stringify(next))
      changed()
      return ok(trial)
    },
    async try() {
      const opened = await openKept()
      return opened.ok ? ok(await tryPlace(opened.value.place, opened.value.space.publicAddress, http)) : opened
    },
    async remove() {
      if (space() === null && files.all().length === 0) return ok({ left: 0 })
      const opened = await openKept()
      if (opened.ok) await takeAway(opened.value.place, () => true)
      const erased = await vault.erase(secretName)
      if (!erased.ok) return erased
      const left = files.all()
      for (const { name } of left) files.forget(name)
      rows.erase(row)
      changed()
      return ok({ left: left.length })
    },
    get onTheWeb() { return space() === null ? undefined : onTheWeb },
    async sweep() {
      cancelWake()
      try {
        const isDue = ({ untilUtc, of }: FileThere): boolean => untilUtc <= now() && !underWay.has(of)
        if (files.all().some(isDue)) {
          const opened = await openKept()
          if (opened.ok) await takeAway(opened.value.place, isDue)
        }
      } catch (error) {
        logTrouble('web space', error)
      }
      cancelWake = setWake(sweepEveryMs, () => { void spaces.sweep() })
    },
    stop: () => { cancelWake() },
  }
  return spaces
}

const keyOf = (use: { readonly hash: string }, fit: object): string => `${use.hash} ${JSON.stringify(fit)}`

const endings: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif', 'video/mp4': 'mp4', 'video/quicktime': 'mov', 'video/webm': 'webm' }
/** By its ending a plain web server knows what to call it. */
const endingOf = (mime: string): string => endings[mime] ?? 'bin'

function failureOf({ kind, detail }: PlaceFailure): Failure {
  const said = `web space: ${kind} ${detail}`
  switch (kind) {
    case 'unreachable': return { kind: 'unreachable', detail: said }
    case 'trouble': return { kind: 'server-trouble', detail: said }
    // Nothing of this heals by itself: the owner is to look at the settings.
    case 'no-entry': case 'no-folder': case 'no-room': return { kind: 'refused', reason: 'no-web-space', detail: said }
  }
}
