import { z } from 'zod'
import { mediaHash } from '../../preload/contract/ids.ts'

/** Raised when an older Comptoir could no longer read what is written. */
export const exportFormat = 1

export const exportedPosts = z.object({ comptoir: z.literal('export'), format: z.number().int().positive(), writtenUtc: z.number().int().nonnegative().optional(), posts: z.unknown() })
/** A name, never a path: what is read back must lie in the folder itself. */
export const mediaIndex = z.array(z.object({ hash: mediaHash, file: z.string().min(1).max(200).regex(/^[^/\\\0]+$/u).refine(name => name !== '.' && name !== '..') })).max(1_000_000)
export type MediaIndex = z.input<typeof mediaIndex>
