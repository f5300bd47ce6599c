import { useLiveQuery } from 'dexie-react-hooks'
import { z } from 'zod'
import { accountsNow } from '../db/accounts.ts'
import { readMeta, writeMeta } from '../db/meta.ts'

const step = z.enum(['first', 'done'])

/** True until the owner has gone through or past it; undefined until the store has answered. An account already there ends it as well. */
export const useIsFirstStart = (): boolean | undefined =>
  useLiveQuery(async () => (await readMeta('welcome', step, 'first')) === 'first' && (await accountsNow()).length === 0)

export const endWelcome = (): Promise<void> => writeMeta('welcome', 'done')
