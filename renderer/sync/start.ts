import { z } from 'zod'
import type { SystemState } from '../../preload/contract/system.ts'
import { comptoir } from '../comptoir.ts'
import { reconcileAccounts } from '../db/accounts.ts'
import { db } from '../db/db.ts'
import { putRecords } from '../db/deliveries.ts'
import { dropMedia, mediaInUse } from '../db/media.ts'
import { dropMeta, readMeta, writeMeta } from '../db/meta.ts'
import { emptyBin } from '../db/posts.ts'
import { tellSearch, warmSearch } from '../db/search.ts'
import { readCursor } from './apply.ts'
import { backUp } from './back-up.ts'
import { pace } from './pace.ts'
import { ask, handOver } from './orders.ts'
import { createPull } from './pull.ts'
import { rememberForMain } from './push.ts'

// A thousand posts going out are thousands of events: taken over one by one, each would redraw the screen. The first is there at once; in a
// long burst the screen follows every other second, and leaves the computer to what goes out.
const burstMs = 150
const longestBurstMs = 2000

const againMs = 5_000

/** Brings the window up to date with main and keeps it so. Each step survives the failure of another; failures go to the log. */
export function startSync(): () => void {
  const pull = createPull(db, comptoir(), tellSearch)
  const first = untilDone(takeFirst)
  const take = (): void => { survive(first.then(() => untilDone(pull.now))) }
  const stop = comptoir().on('logGrew', pace(take, burstMs, longestBurstMs))
  take()
  survive(emptyBin(Date.now()))
  const stopBackups = comptoir().on('backupWanted', () => { survive(backUp(db, 'daily').then(() => {})) })
  requestIdleCallback(() => { warmSearch() })
  survive(first.then(() => { requestIdleCallback(() => { survive(tellMediaInUse()) }) }))
  return () => {
    stop()
    stopBackups()
  }
}

/** What the log may no longer tell is taken whole before anything of the log: after it, it would overwrite what is newer. */
async function takeFirst(): Promise<boolean> {
  const state = await ask(() => comptoir().system.state())
  if (!state.ok) return false
  if (!await meetJournal(state.value)) return false
  survive(handOver([]).then(() => undefined))
  return await takeAccounts() && await takeOutbox()
}

const journalMet = 'journal'

/**
 * Another journal than the one this window knows: begun anew, or fallen back. Before anything of it is applied here it is told what was
 * known here, or it would undo that. False: it could not be told yet.
 */
async function meetJournal({ journalId, journalTrouble }: SystemState): Promise<boolean> {
  const known = await readMeta(journalMet, z.string(), '')
  if (known === journalId) return true
  const isOther = known !== '' || journalTrouble !== null
  if (isOther && !await rememberForMain()) return false
  await db.transaction('rw', db.meta, async () => {
    if (isOther) await dropMeta('cursor') // it counts from somewhere else
    await writeMeta(journalMet, journalId)
  })
  return true
}

/** A store that has never applied anything (new, or lost) starts from what main holds; later the log is enough. */
async function takeOutbox(): Promise<boolean> {
  if (await readCursor(db) > 0) return true
  const answer = await ask(() => comptoir().outbox.list())
  if (!answer.ok) return false
  await putRecords(answer.value)
  // Before anything of the log: once the cursor stands, nobody would know that what came before it is not here.
  return (await ask(() => comptoir().log.tellAgain())).ok
}

async function takeAccounts(): Promise<boolean> {
  const answer = await ask(() => comptoir().accounts.list())
  if (answer.ok) await reconcileAccounts(answer.value)
  return answer.ok
}

/** Once a start: main keeps what is used, and lets go what has not been for long. A store that cannot be read tells nothing. */
async function tellMediaInUse(): Promise<void> {
  const hashes = await mediaInUse()
  const answer = await ask(() => comptoir().media.inUse(hashes))
  if (answer.ok) await dropMedia(answer.value)
}

/** Again and again, with a pause, until it says that it is done. */
async function untilDone(work: () => Promise<boolean>): Promise<void> {
  while (!await work().catch((error: unknown) => { report(error); return false })) await new Promise(resolve => { setTimeout(resolve, againMs) })
}

function survive(work: Promise<void>): void {
  work.catch(report)
}

function report(error: unknown): void {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  void ask(() => comptoir().system.reportTrouble({ message: message.slice(0, 4000), stack: (stack ?? '').slice(0, 20_000) }))
}
