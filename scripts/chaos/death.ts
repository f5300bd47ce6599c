import type { Chance } from './chance.ts'
import type { Life } from './life.ts'
import type { KillOrder } from './protocol.ts'

/** Steps that few deliveries take; the others are met by dying at any step of a delivery, in proportion to how often they come. */
const journalSteps = ['notes', 'commit', 'answer', 'published', 'look', 'read back', 'restart', 'cursors']
const requestSteps = ['publish', 'publish', 'upload', 'read-back', 'look', 'like', 'edit', 'delete', 'schedule', 'read']
/** A life that does not come to its step in so many steps of the clock dies at the next step of any delivery; later at any moment. */
const patience = { step: 10, any: 40, anyWhenSettled: 2, realMs: 30_000 }

export type Deaths = {
  /** Tells a life how it is to end, as far as the kills keep pace with the deliveries (`progress`: how many of these are settled, 0 to 1). */
  arm(life: Life, killed: number, progress: number, clockSteps: number): void
  isOverdue(killed: number, progress: number, clockSteps: number, livedMs: number): boolean
}

export function createDeath({ chance, kills }: { readonly chance: Chance; readonly kills: number }): Deaths {
  let armed: { readonly life: Life; isAny: boolean } | null = null
  const isWanted = (killed: number, progress: number): boolean => killed < kills && killed <= kills * Math.min(1, progress * 1.25 + 0.02)
  return {
    arm(life, killed, progress, clockSteps) {
      if (!isWanted(killed, progress)) return
      if (armed?.life !== life) {
        armed = { life, isAny: false }
        life.send({ kind: 'kill', order: orderOf(chance, killed) })
      } else if (!armed.isAny && clockSteps > patience.step) {
        armed.isAny = true
        life.send({ kind: 'kill', order: { kind: 'journal', step: '*', when: chance.one(['before', 'after'] as const, 'death when', killed), turn: 1 } })
      }
    },
    isOverdue: (killed, progress, clockSteps, livedMs) => isWanted(killed, progress) && (clockSteps > (progress < 1 ? patience.any : patience.anyWhenSettled) || livedMs > patience.realMs),
  }
}

function orderOf(chance: Chance, killed: number): KillOrder {
  const kind = chance.of('death', killed) < 0.5 ? 'journal' as const : 'request' as const
  const when = chance.one(['before', 'after'] as const, 'death when', killed)
  const step = chance.one(kind === 'journal' ? journalSteps : requestSteps, 'death at', killed)
  return chance.of('death sought', killed) < 0.45 ? { kind, step, when, turn: 1 } : { kind, step: '*', when, turn: chance.whole(1, kind === 'journal' ? 8 : 5, 'death turn', killed) }
}
