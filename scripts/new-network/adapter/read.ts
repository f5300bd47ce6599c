import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Connection, Stream } from '../../../main/networks/network.ts'
import { notWritten } from './not-written.ts'
import type { AccountTools } from './sign-in.ts'

/** What can be read, and how often; empty where the network tells nothing. */
export const streams: readonly Stream[] = [{ id: 'notifications', quickMs: 60_000, slowMs: 10 * 60_000 }]

export const read = (stream: Stream['id'], _cursor: string | null, _tools: AccountTools): ReturnType<Connection['read']> => notWritten(`read.ts, read ${stream}`)
export const thread = (_ref: RemoteRef, _tools: AccountTools): ReturnType<Connection['thread']> => notWritten('read.ts, thread')
export const search = (_query: string, _tools: AccountTools): ReturnType<Connection['search']> => notWritten('read.ts, search')
