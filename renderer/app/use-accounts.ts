import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import type { AccountId } from '../../preload/contract/ids.ts'
import { accountsNow } from '../db/accounts.ts'
import type { AccountRow } from '../db/schema.ts'
import { useText } from '../text/index.ts'
import { facesOf, type AccountFace } from './account-faces.ts'
import { useSituation } from './situation.ts'

/** Connected accounts; undefined until the first answer of the store. */
export const useAccounts = (): readonly AccountRow[] | undefined => useLiveQuery(accountsNow)

/** How each account is shown. */
export function useFaces(accounts: readonly AccountRow[] | undefined): ReadonlyMap<AccountId, AccountFace> {
  const networks = useSituation(situation => situation.networks)
  const practice = useText('common')('practice')
  return useMemo(() => facesOf(accounts ?? [], networks, practice), [accounts, networks, practice])
}
