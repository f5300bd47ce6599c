import type { AccountSummary } from '../../preload/contract/accounts.ts'
import { comptoir } from '../comptoir.ts'
import { putAccount } from '../db/accounts.ts'
import { failureNotice } from './notices.tsx'

/** Connects the practice network; says so itself when that fails, with a button to try again. */
export async function connectPractice(): Promise<AccountSummary | null> {
  const answer = await comptoir().accounts.connectPractice()
  if (answer.ok) {
    await putAccount(answer.value)
    return answer.value
  }
  failureNotice(answer.failure, { 'try-again': () => { void connectPractice() } })
  return null
}
