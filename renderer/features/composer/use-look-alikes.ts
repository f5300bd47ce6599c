import { useLiveQuery } from 'dexie-react-hooks'
import { useDeferredValue, useMemo } from 'react'
import type { AccountId, PostId } from '../../../preload/contract/ids.ts'
import { useNow } from '../../app/use-now.ts'
import { useSituation } from '../../app/situation.ts'
import { neighboursOf } from '../../db/neighbours.ts'
import { contentOf, type Draft } from './composer-state.ts'
import { atOf, lookAlikesOf, prepareAll, type Compared, type LookAlike } from './look-alike.ts'

const hourMs = 3_600_000
const lookedBackMs = 30 * 24 * hourMs

/** What else these accounts say, or say too close to this post; alive, and never in the way of typing. */
export function useLookAlikes(draft: Draft, id: PostId): readonly LookAlike[] {
  // By the hour: what was read needs no new reading because a minute has passed.
  const sinceUtc = Math.floor(useNow() / hourMs) * hourMs - lookedBackMs
  const { pace, paceOf } = useSituation(situation => situation.settings)
  const accounts = draft.accountIds.join('\n')
  const neighbours = useLiveQuery(async () => {
    const ids = accounts === '' ? [] : accounts.split('\n') as AccountId[] // the cast: joined from ids just above
    return new Map(await Promise.all(ids.map(async (account): Promise<[AccountId, readonly Compared[]]> => [account, await prepareAll(await neighboursOf(account, sinceUtc, id))])))
  }, [accounts, sinceUtc, id])
  const said = useDeferredValue(draft)
  const nowUtc = useNow()
  return useMemo(() => [...neighbours ?? []].flatMap(([account, others]) => {
    const text = contentOf(said, account).parts.map(part => part.text).join(' ')
    return lookAlikesOf(account, text, atOf(said.plan, nowUtc), others, (paceOf[account] ?? pace).gapMinutes)
  }), [neighbours, said, nowUtc, pace, paceOf])
}
