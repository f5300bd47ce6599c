import { z } from 'zod'

/** What the reader of documents (document-worker.ts) is asked, and what it answers. */
export const documentOrder = z.object({ file: z.string(), wasm: z.string(), /** Draw the first page no wider and no higher than this; null: only measure. */ drawPx: z.number().int().positive().nullable() })
export type DocumentOrder = z.infer<typeof documentOrder>

export const documentAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('measured'), pages: z.number().int().positive(), width: z.number(), height: z.number() }),
  z.object({ kind: z.literal('drawn'), rgba: z.custom<Uint8Array>(value => value instanceof Uint8Array), width: z.number().int().positive(), height: z.number().int().positive() }),
  z.object({ kind: z.literal('unreadable'), why: z.enum(['locked', 'damaged']), detail: z.string() }),
])
export type DocumentAnswer = z.infer<typeof documentAnswer>
