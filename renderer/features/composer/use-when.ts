import { useEffect, useMemo, useState } from 'react'
import type { PlannedTime } from '../../../preload/contract/time.ts'
import { useNow } from '../../app/use-now.ts'
import { computerZone } from '../../text/format.ts'
import { isPast, judgeWall, quickSlots, type Judgement } from './when-state.ts'

/** What stands in the fields, which may not be a time yet. `chosen` answers "which of the two" on clock-change days. */
export type Wish = { readonly kind: 'now' } | { readonly kind: 'later'; readonly date: string; readonly time: string; readonly zone: string; readonly chosen: PlannedTime | null }

export type When = {
  readonly wish: Wish
  /** Null for now. */
  readonly judgement: Judgement | null
  readonly nowUtc: number
  change(wish: Wish): void
}

/** The fields of the time and what is to be said of them. A good time goes into the draft at once. */
export function useWhen(plan: PlannedTime | null, onPlan: (plan: PlannedTime | null) => void): When {
  const nowUtc = useNow()
  const [wish, setWish] = useState(() => wishOf(plan))
  // Undo, or a quick slot, changed the plan from outside.
  useEffect(() => { setWish(wishOf(plan)) }, [plan])
  const judgement = useMemo(() => judge(wish, nowUtc), [wish, nowUtc])
  return {
    wish, judgement, nowUtc,
    change(next) {
      const full = next.kind === 'later' && next.date === '' ? wishOf(quickSlots(nowUtc, next.zone).find(slot => slot.name === 'tomorrow-morning')?.plan ?? null) : next
      setWish(full)
      if (full.kind === 'now') { if (plan !== null) onPlan(null); return }
      const judged = judge(full, nowUtc)
      if (judged?.kind === 'good' && !(plan && plan.wall === judged.plan.wall && plan.zone === judged.plan.zone && plan.utc === judged.plan.utc)) onPlan(judged.plan)
    },
  }
}

export const emptyLater = (): Wish => ({ kind: 'later', date: '', time: '', zone: computerZone(), chosen: null })

function wishOf(plan: PlannedTime | null): Wish {
  return plan === null ? { kind: 'now' } : { kind: 'later', date: plan.wall.slice(0, 10), time: plan.wall.slice(11, 16), zone: plan.zone, chosen: plan }
}

function judge(wish: Wish, nowUtc: number): Judgement | null {
  if (wish.kind === 'now') return null
  const wall = `${wish.date}T${wish.time}`
  const { chosen } = wish
  if (chosen && chosen.wall.slice(0, 16) === wall && chosen.zone === wish.zone) return isPast(chosen, nowUtc) ? { kind: 'past' } : { kind: 'good', plan: chosen }
  return judgeWall(wall, wish.zone, nowUtc)
}
