import type { z } from 'zod'
import type { ComptoirApi } from '../../preload/contract/index.ts'
import type { inputs } from '../../preload/contract/inputs.ts'

/** The handlers of one topic: each gets its input parsed and answers what the contract says. */
export type CallsOf<T extends keyof ComptoirApi> = {
  readonly [C in keyof ComptoirApi[T]]: (input: C extends keyof (typeof inputs)[T] ? ((typeof inputs)[T][C] extends z.ZodType ? z.output<(typeof inputs)[T][C]> : never) : never) =>
    ComptoirApi[T][C] extends (...args: never[]) => infer Answered ? Answered : never
}
/** What main must offer. */
export type Calls = { readonly [T in keyof ComptoirApi]: CallsOf<T> }
