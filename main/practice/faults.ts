import * as z from 'zod'
import { chance } from './chance.ts'

const when = z.enum(['before', 'after'])
const trouble = z.discriminatedUnion('kind', [
  /** Waits, then acts and answers. */
  z.strictObject({ kind: z.literal('slow'), delayMs: z.number().min(0) }),
  /** Acts at once, answers after the delay: the answer arrives past the caller's time-out. */
  z.strictObject({ kind: z.literal('answer-late'), delayMs: z.number().min(0) }),
  /** Cuts the connection: before acting, in the middle of the body, or after acting. */
  z.strictObject({ kind: z.literal('drop'), when: z.enum(['before', 'during', 'after']) }),
  z.strictObject({ kind: z.literal('limit'), resetInMs: z.number().min(0) }),
  /** Refuses without acting. */
  z.strictObject({ kind: z.literal('refuse'), status: z.int().min(400).max(599), error: z.string().optional() }),
  /** Answers 200 with something that is not JSON. */
  z.strictObject({ kind: z.literal('garbage'), when }),
  /** Acts, then sends only the first half of its JSON, with 200. */
  z.strictObject({ kind: z.literal('truncate') }),
])
export type Trouble = z.infer<typeof trouble>

const fault = z.strictObject({
  /** An HTTP method, or `*`. */
  method: z.string().default('*'),
  /** A path in which `*` stands for one part and `**` for the rest: `/api/v1/statuses/*`. */
  path: z.string().default('/**'),
  /** How many matching calls are let through first. */
  skip: z.int().min(0).default(0),
  /** How many matching calls are troubled; without it, all until the faults are set anew. */
  count: z.int().min(1).optional(),
  /** 0 to 1, drawn from the seed. */
  probability: z.number().min(0).max(1).default(1),
  trouble,
})

const deviations = z.strictObject({
  ignoreIdempotencyKey: z.boolean().default(false),
  postScheduledAtOnce: z.boolean().default(false),
  instanceV1Only: z.boolean().default(false),
  deadTokenAnswers422: z.boolean().default(false),
  noLinkHeader: z.boolean().default(false),
  ignoreNewerThan: z.boolean().default(false),
  ignorePkce: z.boolean().default(false),
  codeReplayable: z.boolean().default(false),
  rateResetInUnixSeconds: z.boolean().default(false),
  pollNeedsForm: z.boolean().default(false),
  idChangesAfterEdit: z.boolean().default(false),
  /** Likes, boosts and answers are counted this much later. */
  countsLagMs: z.number().min(0).default(0),
  /** Notifications appear this much later. */
  notificationsLagMs: z.number().min(0).default(0),
})
export type Deviations = z.infer<typeof deviations>

export const faultPlan = z.strictObject({ faults: z.array(fault).default([]), deviations: deviations.prefault({}) })
export type FaultPlan = z.input<typeof faultPlan>

export type FaultBox = {
  /** Replaces all faults and deviations; `set({})` makes the server well again. Throws when the plan is not one. */
  set(plan: FaultPlan): void
  deviations(): Deviations
  /** The trouble this call meets, if any; counts it. */
  meet(method: string, path: string): Trouble | undefined
}

export function createFaultBox(seed: number): FaultBox {
  let plan = faultPlan.parse({})
  let seen: number[] = []
  let hit: number[] = []

  return {
    set(next) {
      plan = faultPlan.parse(next)
      seen = plan.faults.map(() => 0)
      hit = plan.faults.map(() => 0)
    },
    deviations: () => plan.deviations,
    meet(method, path) {
      for (const [index, each] of plan.faults.entries()) {
        if (each.method !== '*' && each.method.toUpperCase() !== method) continue
        if (!matchesPath(each.path, path)) continue
        const turn = seen[index] ?? 0
        seen[index] = turn + 1
        if (turn < each.skip) continue
        if (each.count !== undefined && (hit[index] ?? 0) >= each.count) continue
        if (each.probability < 1 && chance(seed, 'fault', index, turn) >= each.probability) continue
        hit[index] = (hit[index] ?? 0) + 1
        return each.trouble
      }
      return undefined
    },
  }
}

function matchesPath(pattern: string, path: string): boolean {
  const source = pattern
    .split('**')
    .map((piece) => piece.split('*').map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')).join('[^/]+'))
    .join('.*')
  return new RegExp(`^${source}$`).test(path)
}
