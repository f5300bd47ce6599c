import { useLiveQuery } from 'dexie-react-hooks'
import { useCallback, useMemo, useState } from 'react'
import { checkReadiness, publishersOf, type Publishers, type ReadinessFacts, type ReadinessFinding } from '../../../preload/contract/readiness.ts'
import type { Failure } from '../../../preload/contract/failures.ts'
import { useScreen } from '../../app/screen.ts'
import { useSituation } from '../../app/situation.ts'
import { useAccounts } from '../../app/use-accounts.ts'
import { comptoir } from '../../comptoir.ts'

export type Readiness =
  | { readonly kind: 'looking' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'known'; readonly findings: readonly ReadinessFinding[]; readonly publishers: Publishers; readonly facts: ReadinessFacts }

/** Asked of main at once, and again when something it hangs on has changed: a post was edited, an account came back, the state of this computer. */
export function useReadiness(): { readonly readiness: Readiness; readonly look: () => void } {
  const [turn, setTurn] = useState(0)
  const isComposing = useScreen(screen => screen.composing !== null)
  const state = useSituation(situation => situation.state)
  const accounts = useAccounts()
  const told = useLiveQuery(async () => ({ turn, answer: await comptoir().outbox.readiness() }), [isComposing, state, accounts, turn])
  const look = useCallback(() => { setTurn(last => last + 1) }, [])
  const readiness = useMemo((): Readiness => {
    if (!told || told.turn !== turn) return { kind: 'looking' }
    const { answer } = told
    return answer.ok ? { kind: 'known', findings: checkReadiness(answer.value), publishers: publishersOf(answer.value), facts: answer.value } : { kind: 'failed', failure: answer.failure }
  }, [told, turn])
  return { readiness, look }
}
