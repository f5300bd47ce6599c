import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { BroughtBack, Found, StoreRows } from '../../preload/contract/backups.ts'
import { mediaHash } from '../../preload/contract/ids.ts'
import { isOver } from '../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Journal } from '../journal/journal.ts'
import type { MediaStore } from '../media/media-store.ts'
import type { Log } from '../system/log.ts'
import { plannedIn, type Source } from './sources.ts'

export type BringBack = {
  /** Looks through a source and keeps it under an id; the page never names a folder. */
  take(source: Source): Promise<Found>
  bringBack(id: string): Promise<Result<BroughtBack>>
  rows(id: string, at: number): Promise<Result<StoreRows>>
}

const rowsAtOnce = 500

/**
 * What comes back on another computer, or after a loss. Accounts come as "sign in again": their tokens stayed in the other keychain.
 * Only what is over comes into the journal; what was still to go out is a draft in the window, since the other computer may still send it.
 */
export function createBringBack({ journal, media, now, log }: { readonly journal: Journal; readonly media: Pick<MediaStore, 'addFile' | 'facts' | 'hold'>; readonly now: () => number; readonly log: Pick<Log, 'warn'> }): BringBack {
  let held: { readonly id: string; readonly source: Source; reading: AsyncIterator<readonly [string, unknown]> | null; at: number } | null = null
  const gone = (id: string) => fail({ kind: 'not-found' as const, detail: id })

  return {
    async take(source) {
      const counts: Record<string, number> = {}
      for await (const [table] of source.rows()) counts[table] = (counts[table] ?? 0) + 1
      let mediaMissing = 0
      for (const { hash, file } of source.media) if (!existsSync(file) && !await isKept(hash)) mediaMissing++
      held = { id: randomUUID(), source, reading: null, at: 0 }
      return {
        id: held.id, kind: source.kind, folder: source.folder, writtenUtc: source.writtenUtc, version: source.version, planned: plannedIn(source),
        counts: { posts: counts['posts'] ?? 0, items: counts['items'] ?? 0, deliveries: source.deliveries.length, accounts: source.accounts.filter(account => !account.isPractice).length, media: source.media.length, mediaMissing },
      }
    },
    async bringBack(id) {
      if (held?.id !== id) return gone(id)
      const { source } = held
      let mediaMissing = 0
      for (const { hash, file } of source.media) {
        if (await isKept(hash)) {
          media.hold(mediaHash.parse(hash)) // the rows that name it come after it
          continue
        }
        const added = await media.addFile(file)
        if (!added.ok && added.failure.kind === 'disk-full') return added
        if (added.ok && added.value.hash === hash) continue
        mediaMissing++
        log.warn(added.ok ? 'a picture of the import was changed since' : 'a picture of the import could not be read', { hash })
      }
      const here = new Set(journal.accounts.all().map(account => account.id))
      const accounts = source.accounts.filter(account => !account.isPractice && !here.has(account.id)).map(account => account.byHand ? account : { ...account, state: { kind: 'needs-sign-in' as const, sinceUtc: now() } })
      const over = source.deliveries.filter(({ state }) => isOver(state))
      journal.transact(() => {
        for (const account of accounts) journal.accounts.put(account)
        journal.events.append(accounts.map(account => ({ kind: 'account', account })), now())
        for (const { story, ...record } of over) journal.deliveries.adopt(record, story)
      })
      return ok({ media: source.media.length - mediaMissing, mediaMissing, accounts: accounts.length, deliveries: over.length })
    },
    async rows(id, at) {
      if (held?.id !== id) return gone(id)
      if (at === 0 || !held.reading) {
        held.reading = held.source.rows()[Symbol.asyncIterator]()
        held.at = 0
      }
      if (at !== held.at) return fail({ kind: 'bad-input', detail: `row ${at} does not follow ${held.at}` })
      const rows: { table: string; row: unknown }[] = []
      while (rows.length < rowsAtOnce) {
        const next = await held.reading.next()
        if (next.done) break
        rows.push({ table: next.value[0], row: next.value[1] })
      }
      held.at += rows.length
      return ok({ schema: held.source.schema, rows, next: rows.length === rowsAtOnce ? held.at : null })
    },
  }

  async function isKept(hash: string): Promise<boolean> {
    const read = mediaHash.safeParse(hash)
    return read.success && (await media.facts(read.data)) !== null
  }
}
