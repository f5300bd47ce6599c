import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { Connection, Known, Notes, Prepared } from '../../../main/networks/network.ts'
import { notWritten } from './not-written.ts'
import type { AccountTools } from './sign-in.ts'

/** Uploads and looks up; may run ten times, and nothing becomes visible. Writes down the whole call and chooses its key. */
export const prepare = (act: Act, _part: number, _before: readonly RemoteRef[], _notes: Notes, _tools: AccountTools): ReturnType<Connection['prepare']> => notWritten(`publish.ts, prepare ${act.kind}`)

/** The one request that makes it public, sent once. Only the server's clear no is `refused`; without an answer it is `unknown-outcome`. */
export const commit = (act: Act, _prepared: Prepared, _tools: AccountTools): ReturnType<Connection['commit']> => notWritten(`publish.ts, commit ${act.kind}`)

/** After a lost answer: `found`, `absent` (only where sending it again cannot double it), else `no-proof`. */
export const find = (act: Act, _prepared: Prepared, _sinceUtc: number, _known: Known | undefined, _tools: AccountTools): ReturnType<Connection['find']> => notWritten(`publish.ts, find ${act.kind}`)

export const readBack = (_remote: RemoteRef, _tools: AccountTools): ReturnType<Connection['readBack']> => notWritten('publish.ts, readBack')
