import { useCallback, useMemo } from 'react'
import type { Item } from '../../../preload/contract/items.ts'
import type { AbilityState } from '../../../preload/contract/networks.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { failureNotice, notice } from '../../app/notices.tsx'
import { isCancellable } from '../../app/outbox-state.ts'
import type { AccountRow, DeliveryRow } from '../../db/schema.ts'
import { cancelDelivery, sendAct } from '../../sync/push.ts'
import { useText } from '../../text/index.ts'
import { lastSwitch } from './answers.ts'
import { announce } from './inbox-screen.ts'

export type SwitchKind = 'like' | 'boost' | 'follow' | 'mute' | 'block'
/** `lacking`: why it cannot be done, as a sentence; null where it can. */
export type Switch = { readonly kind: SwitchKind; readonly isOn: boolean; readonly lacking: string | null; readonly turn: () => void }

const saidOn = { like: 'liked', boost: 'boosted', follow: 'followed', mute: 'muted', block: 'blocked' } as const
const saidOff = { like: 'unliked', boost: 'unboosted', follow: 'unfollowed', mute: 'unmuted', block: 'unblocked' } as const

/** Sends an act about an item and says so; a failure is shown, and the outbox holds the rest. */
export function useSend(item: Item): (act: Act, words: string) => Promise<boolean> {
  return useCallback(async (act, words) => {
    const answer = await sendAct({ accountId: item.accountId, act, origin: { kind: 'item', itemKey: item.key } })
    if (!answer.ok) failureNotice(answer.failure)
    else if (isSeen(act)) announce(words)
    else notice(words)
    return answer.ok
  }, [item.accountId, item.key])
}

/** Whether the screen shows by itself that it was done; for the rest a notice says so. */
const isSeen = (act: Act): boolean => act.kind === 'reply' || act.kind === 'message' || act.kind === 'like' || act.kind === 'boost'

/** What the account lacks for it, as a sentence; null where it works. */
export function useLacking(account: AccountRow | undefined): (name: 'reply' | 'messages' | 'report' | SwitchKind) => string | null {
  const say = useText('inbox')
  const abilities = useText('abilities')
  return useCallback(name => {
    if (!account) return say('gone')
    const state: AbilityState | undefined = account.abilities[name]
    return state?.kind === 'works' ? null : abilities(`why.${state?.why ?? 'network'}`)
  }, [account, say, abilities])
}

/** The things that can be on or off between us and a message or its author. */
export function useSwitches(item: Item, account: AccountRow | undefined, acts: readonly DeliveryRow[]): Readonly<Record<SwitchKind, Switch>> {
  const say = useText('inbox')
  const send = useSend(item)
  const lackingFor = useLacking(account)
  return useMemo(() => {
    const name = item.person.displayName || item.person.handle
    const make = (kind: SwitchKind): Switch => {
      const last = lastSwitch(acts, kind)
      const isOn = last?.isOn ?? false
      const needsPost = kind === 'like' || kind === 'boost'
      const target = item.ref
      const turn = async (): Promise<void> => {
        const words = say(`said.${(isOn ? saidOff : saidOn)[kind]}`, { name })
        // What has not left yet is simply called back.
        if (last && isOn && isCancellable(last.row.state)) {
          const { ok } = await cancelDelivery(last.row.delivery.id, last.row.delivery.revision)
          if (ok) return announce(words)
        }
        if (kind === 'like' || kind === 'boost') {
          if (target) await send({ kind, target, on: !isOn }, words)
        } else await send({ kind, person: item.person, on: !isOn }, words)
      }
      return { kind, isOn, lacking: needsPost && !target ? say('gone') : lackingFor(kind), turn: () => { void turn() } }
    }
    return { like: make('like'), boost: make('boost'), follow: make('follow'), mute: make('mute'), block: make('block') }
  }, [item, acts, say, send, lackingFor])
}
