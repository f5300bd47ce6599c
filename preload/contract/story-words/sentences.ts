import type { z } from 'zod'
import type { Look, LookDoubt, OwnerChoice, RecallReason, waitReason } from '../publishing.ts'

type WaitReason = z.infer<typeof waitReason>
type FailureGroup = 'refused' | 'sign-in' | 'rate-limited' | 'unreachable' | 'server-trouble' | 'lost' | 'stale' | 'missing' | 'here'

/** Every sentence of a story, in one language. Times and lists come written out. */
export type StorySentences = {
  readonly locale: string
  readonly planned: (when: string) => string
  readonly changed: (when: string) => string
  readonly begin: (attempt: number) => string
  readonly sent: (text: string, files: string) => string
  readonly sentAct: string
  readonly part: (part: number, parts: number) => string
  readonly answeredYes: string
  readonly failure: Readonly<Record<FailureGroup, string>>
  readonly restarted: string
  readonly restartedWhileSending: string
  readonly goesOn: string
  readonly heldByPause: string
  readonly lineBack: string
  readonly signedIn: string
  readonly waiting: Readonly<Record<WaitReason, (until: string) => string>>
  readonly where: (look: Look) => string
  readonly notReached: string
  readonly absent: string
  readonly doubt: Readonly<Record<LookDoubt | 'none', string>>
  readonly thenSent: string
  readonly thenAsked: string
  readonly found: (address: string) => string
  readonly asks: Readonly<Record<'late' | 'unproved' | 'sign-in' | 'missing-there' | 'restored' | 'too-many' | 'by-hand', string>>
  /** Posted by hand: the address is the owner's word as well. */
  readonly thereAt: (address: string) => string
  readonly choice: Readonly<Record<OwnerChoice, string>>
  readonly published: (address: string) => string
  readonly done: string
  readonly failed: string
  readonly cancelled: string
  readonly droppedLate: string
  readonly handingOver: string
  readonly handedOver: string
  readonly recalling: Readonly<Record<RecallReason, string>>
  readonly older: string
  /** What stands above and around the lines. */
  readonly page: {
    readonly title: string
    readonly account: string; readonly planned: string; readonly revision: string; readonly act: string; readonly outcome: string; readonly words: string; readonly files: string
    readonly addresses: string; readonly what: string; readonly exact: string; readonly written: (version: string, when: string) => string
  }
  readonly outcome: {
    readonly published: (when: string) => string; readonly byOwner: (when: string) => string; readonly done: (when: string) => string; readonly failed: (when: string) => string; readonly cancelled: (when: string) => string
    readonly unknown: string; readonly asks: string; readonly planned: (when: string) => string; readonly underWay: string; readonly byNetwork: string
  }
}
export type { FailureGroup }
