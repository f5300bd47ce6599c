import type { z } from 'zod'
import { db } from './db.ts'

/** Answers begun, by the key of what they answer. */
export const replyDrafts = 'reply:'

/** A small fact of the window itself; `absent` when it is not there or not what was expected. */
export async function readMeta<T>(name: string, shape: z.ZodType<T>, absent: T): Promise<T> {
  const read = shape.safeParse((await db.meta.get(name))?.value)
  return read.success ? read.data : absent
}

export async function writeMeta(name: string, value: unknown): Promise<void> {
  await db.meta.put({ name, value })
}

export async function dropMeta(name: string): Promise<void> {
  await db.meta.delete(name)
}

/** Names that begin so, without what they hold. */
export const metaNames = (prefix: string): Promise<string[]> => db.meta.where('name').startsWith(prefix).primaryKeys()
