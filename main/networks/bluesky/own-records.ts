import { z } from 'zod'
import { ok } from '../../../preload/contract/result.ts'
import type { Session } from '../network.ts'
import type { Answered, Client } from './client.ts'
import { recordPage } from './entities.ts'

const subject = z.object({ subject: z.union([z.string(), z.object({ uri: z.string() }).transform(one => one.uri)]) })
/** A like older than some thousands is not worth a hundred requests more. */
const mostPages = 50

/** Our own record of this kind about this post or person: its at-uri, or null when there is none. */
export async function findOwnRecord(collection: string, about: string, { client, session }: { readonly client: Client; readonly session: Session }): Answered<string | null> {
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const read = await client.query('com.atproto.repo.listRecords', { repo: session.remoteId, collection, limit: 100, cursor }, recordPage)
    if (!read.ok) return read
    const match = read.value.records.find(record => {
      const parsed = subject.safeParse(record.value)
      return parsed.success && parsed.data.subject === about
    })
    if (match) return ok(match.uri)
    cursor = read.value.cursor
    if (cursor === undefined || read.value.records.length === 0) break
  }
  return ok(null)
}
