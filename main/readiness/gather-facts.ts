import { statfs } from 'node:fs/promises'
import { Temporal } from 'temporal-polyfill'
import type { AccountQuota } from '../../preload/contract/accounts.ts'
import type { AccountId, MediaHash } from '../../preload/contract/ids.ts'
import { interfaceEndsUtc } from '../../preload/contract/interface-ends.ts'
import type { NetworkDescription } from '../../preload/contract/networks.ts'
import type { Pace } from '../../preload/contract/pace.ts'
import type { DeliveryState } from '../../preload/contract/publishing.ts'
import { goesUtc, type ReadinessFacts } from '../../preload/contract/readiness.ts'
import type { SystemState } from '../../preload/contract/system.ts'
import type { Journal } from '../journal/journal.ts'
import type { MediaStore } from '../media/media-store.ts'

export type FactsTools = {
  readonly journal: Pick<Journal, 'deliveries' | 'accounts'>
  readonly media: Pick<MediaStore, 'isWhole'>
  readonly dataFolder: string
  readonly now: () => number
  readonly zone: () => string
  readonly state: () => SystemState
  readonly paceOf: (id: AccountId) => Pace
  readonly quotasOf: (id: AccountId) => readonly AccountQuota[]
  readonly networks: readonly { readonly description: NetworkDescription }[]
}

/** Neither out nor given up, and not a question to the owner already. */
const toCome: readonly DeliveryState['kind'][] = ['planned', 'waiting', 'handing-over', 'handed-over']

/** What is due until the end of tomorrow, and all that it hangs on. Changes nothing. */
export async function gatherFacts({ journal, media, dataFolder, now, zone, state, paceOf, quotasOf, networks }: FactsTools): Promise<ReadinessFacts> {
  const nowUtc = now()
  const untilUtc = Temporal.Instant.fromEpochMilliseconds(nowUtc).toZonedDateTimeISO(zone()).startOfDay().add({ days: 2 }).epochMilliseconds
  const records = toCome.flatMap(kind => journal.deliveries.inState(kind)).filter(record => record.delivery.act.kind === 'publish' && goesUtc(record) < untilUtc)
  const accounts = journal.accounts.all()
  const hashes = new Set<MediaHash>(records.flatMap(({ delivery: { act } }) => act.kind === 'publish' ? act.content.parts.flatMap(part => part.media.map(use => use.hash)) : []))
  const missingMedia: MediaHash[] = []
  // One after the other: a film is read as a whole, and nobody waits for this.
  for (const hash of hashes) if (!await media.isWhole(hash)) missingMedia.push(hash)
  const disk = await statfs(dataFolder).catch(() => null) // a file system that does not tell
  return {
    nowUtc, untilUtc, records: records.sort((a, b) => goesUtc(a) - goesUtc(b)), accounts, missingMedia, state: state(),
    freeBytes: disk === null ? null : disk.bavail * disk.bsize,
    quotas: Object.fromEntries(accounts.map(account => [account.id, quotasOf(account.id)])),
    paces: Object.fromEntries(accounts.map(account => [account.id, paceOf(account.id)])),
    interfaceEnds: Object.fromEntries(networks.flatMap(({ description }) => { const endsUtc = interfaceEndsUtc(description); return endsUtc === null ? [] : [[description.id, endsUtc]] })),
  }
}
