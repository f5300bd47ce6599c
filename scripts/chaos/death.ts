import type { Chance } from './chance.ts'
import type { Life } from './life.ts'
import type { KillOrder } from './protocol.ts'

/** The steps a kill is wanted at, so that all are met: those of the journal by the words of the story, those of the line by what is asked. */
const journalSteps = ['begin', 'notes', 'commit', 'answer', 'published', 'done', 'look', 'restart', 'read back', 'prepare', 'planned', '*']
const requestSteps = ['publish', 'publish', 'upload', 'read-back', 'look', 'like', 'edit', 'delete', '*']

export type Deaths = {
  /** Tells a new life how it is to end; once a life, and only as far as the kills keep pace with the deliveries. */
  arm(life: Life, killed: number, progress: number): void
  /** It did not come to the step it was to die at in so many steps of the clock: any moment will do. */
  isOverdue(steps: number, livedMs: number, killed: number, progress: number): boolean
}

export function createDeath({ chance, kills }: { readonly chance: Chance; readonly kills: number }): Deaths {
  let armed: Life | null = null
  const isWanted = (killed: number, progress: number): boolean => killed < kills && killed <= kills * Math.min(1, progress * 1.1 + 0.02)
  return {
    arm(life, killed, progress) {
      if (armed === life || !isWanted(killed, progress)) return
      armed = life
      life.send({ kind: 'kill', order: orderOf(chance, killed) })
    },
    isOverdue: (steps, livedMs, killed, progress) => isWanted(killed, progress) && (steps > 8 || livedMs > 20_000),
  }
}

function orderOf(chance: Chance, killed: number): KillOrder {
  const kind = chance.of('death', killed) < 0.55 ? 'journal' as const : 'request' as const
  return {
    kind, step: chance.one(kind === 'journal' ? journalSteps : requestSteps, 'death at', killed),
    when: chance.one(['before', 'after'] as const, 'death when', killed), turn: chance.whole(1, 2, 'death turn', killed),
  }
}
