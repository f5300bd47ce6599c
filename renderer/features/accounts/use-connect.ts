import { useEffect, useState } from 'react'
import type { AccountId } from '../../../preload/contract/ids.ts'
import type { NetworkDescription, SignInWay } from '../../../preload/contract/networks.ts'
import { comptoir } from '../../comptoir.ts'
import { putAccount } from '../../db/accounts.ts'
import { textNow } from '../../text/index.ts'
import { notice } from '../../app/notices.tsx'
import { orderOf, type Connecting, type Filled } from './connect-state.ts'

export type Connect = {
  readonly state: Connecting
  /** What was typed; kept through a failed try and from one way to the other. */
  readonly filled: Filled
  type(filled: Filled): void
  choose(network: NetworkDescription, way?: SignInWay): void
  byHand(network: NetworkDescription | null): void
  back(): void
  /** `chosen`: whom of those one sign-in speaks for. */
  send(chosen?: string): Promise<void>
  cancel(): void
}

/** One sign-in from the choice of the network to the account that came of it. */
export function useConnect(start: NetworkDescription | null, again: AccountId | null, known: Filled, done: () => void): Connect {
  const [filled, setFilled] = useState(known)
  const [state, setState] = useState<Connecting>(() => start?.ways[0] ? { kind: 'filling', network: start, way: start.ways[0], failure: null } : { kind: 'choosing' })
  useEffect(() => comptoir().on('signInOpened', url => { setState(now => now.kind === 'waiting' ? { ...now, url } : now) }), [])
  return {
    state, filled, type: setFilled,
    choose: (network, way = network.ways[0]) => { if (way) setState({ kind: 'filling', network, way, failure: null }) },
    byHand: network => { setState({ kind: 'by-hand', network }) },
    back: () => { setState({ kind: 'choosing' }) },
    send: async chosen => {
      if (state.kind !== 'filling' && state.kind !== 'naming') return
      const { network, way } = state
      setState({ kind: 'waiting', network, way, url: null })
      const answer = await comptoir().accounts.connect(orderOf(network, way, filled, again, chosen ?? null))
      if (!answer.ok && answer.failure.kind === 'several-identities') return setState({ kind: 'naming', network, way, candidates: answer.failure.candidates })
      if (!answer.ok) return setState({ kind: 'filling', network, way, failure: answer.failure })
      await putAccount(answer.value)
      notice(textNow('accounts')('connected', { name: answer.value.displayName || answer.value.handle }))
      done()
    },
    cancel: () => { void comptoir().accounts.cancelConnect() },
  }
}
