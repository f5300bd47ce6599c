import { comptoir } from '../comptoir.ts'
import { reconcileAccounts } from '../db/accounts.ts'
import { db } from '../db/db.ts'
import { putRecords } from '../db/deliveries.ts'
import { emptyBin } from '../db/posts.ts'
import { tellSearch, warmSearch } from '../db/search.ts'
import { readCursor } from './apply.ts'
import { backUp } from './back-up.ts'
import { pace } from './pace.ts'
import { createPull } from './pull.ts'
import { handOverAgain, retryPending, retrySoon } from './push.ts'

// A thousand posts going out are thousands of events: taken over one by one, each would redraw the screen.
const burstMs = 150

/** Brings the window up to date with main and keeps it so. Each step survives the failure of another; failures go to the log. */
export function startSync(): () => void {
  const pull = createPull(db, comptoir(), tellSearch)
  const stop = comptoir().on('logGrew', pace(() => { survive(pull.now()) }, burstMs))
  survive(takeOutbox().then(pull.now))
  survive(handOver())
  survive(takeAccounts())
  survive(emptyBin(Date.now()))
  const stopBackups = comptoir().on('backupWanted', () => { survive(backUp(db, 'daily').then(() => {})) })
  requestIdleCallback(() => { warmSearch() })
  return () => {
    stop()
    stopBackups()
  }
}

async function handOver(): Promise<void> {
  const state = await comptoir().system.state()
  if (state.ok && state.value.journalTrouble !== null) await handOverAgain()
  if (!await retryPending()) retrySoon()
}

/** A store that has never applied anything (new, or lost) starts from what main holds; later the log is enough. */
async function takeOutbox(): Promise<void> {
  if (await readCursor(db) > 0) return
  const answer = await comptoir().outbox.list()
  if (answer.ok) await putRecords(answer.value)
}

async function takeAccounts(): Promise<void> {
  const answer = await comptoir().accounts.list()
  if (answer.ok) await reconcileAccounts(answer.value)
}

function survive(work: Promise<void>): void {
  work.catch((error: unknown) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    void comptoir().system.reportTrouble({ message: message.slice(0, 4000), stack: (stack ?? '').slice(0, 20_000) })
  })
}
