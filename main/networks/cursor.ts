import type { z } from 'zod'
import { parseJson } from './parse-json.ts'

/** A cursor of ours out of the journal; one that is not understood (an older version's) is none, and the stream is read from its beginning. */
export function readCursor<S extends z.ZodType>(text: string | null, shape: S): z.output<S> | null {
  if (text === null || text === '') return null
  const parsed = shape.safeParse(parseJson(text))
  return parsed.success ? parsed.data : null
}
