import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { accountSummary, type AccountSummary } from '../../preload/contract/accounts.ts'
import { writeFileAtomically } from '../system/write-file.ts'

/** A copy of who is connected, beside the journal and without secrets: should the journal become unreadable, nobody has to sign in again. */
export type AccountCopy = { keep(accounts: readonly AccountSummary[]): void; read(): readonly AccountSummary[] }

export function createAccountCopy(file: string, logTrouble: (where: string, error: unknown) => void): AccountCopy {
  return {
    keep: accounts => {
      try {
        writeFileAtomically(file, Buffer.from(JSON.stringify(accounts)))
      } catch (error) {
        // The journal has it; a copy that cannot be written costs nothing today.
        logTrouble('copy of the accounts', error)
      }
    },
    read: () => {
      if (!existsSync(file)) return []
      try {
        return z.array(accountSummary).parse(JSON.parse(readFileSync(file, 'utf8')))
      } catch (error) {
        logTrouble('copy of the accounts', error)
        return []
      }
    },
  }
}
