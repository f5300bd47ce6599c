import { fail, ok } from '../../preload/contract/result.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Http } from '../http/http.ts'
import type { Journal } from '../journal/journal.ts'
import type { PollLoop } from '../polling/loop.ts'
import type { CallsOf } from './calls.ts'
import { readLinkPreview } from '../http/link-preview.ts'

export type ReadingCallsTools = { readonly journal: Journal; readonly accounts: Accounts; readonly polling: PollLoop; readonly http: Http; readonly now: () => number }

export function readingCalls({ journal, accounts, polling, http, now }: ReadingCallsTools): CallsOf<'reading'> {
  return {
    thread: async ({ accountId, ref }) => {
      const connection = await accounts.connection(accountId)
      if (!connection.ok) return connection
      const posts = await connection.value.thread(ref)
      if (!posts.ok) return posts
      if (posts.value.length > 0) journal.events.append([{ kind: 'thread', posts: [...posts.value] }], now())
      return ok([...posts.value])
    },
    search: async ({ accountId, query }) => {
      const connection = await accounts.connection(accountId)
      return connection.ok ? connection.value.search(query) : connection
    },
    refresh: async () => {
      await polling.hurry()
      return ok(undefined)
    },
    linkPreview: async ({ url }) => {
      const parsed = URL.parse(url)
      if (parsed?.protocol !== 'https:') return fail({ kind: 'bad-input', detail: 'not an https address' })
      return ok(await readLinkPreview(http, parsed.href))
    },
  }
}
