import type { Connection, SignedIn, SignInOrder, SignInTools, Session } from '../../../main/networks/network.ts'
import type { Result } from '../../../preload/contract/result.ts'
import type { Client } from './client.ts'
import { notWritten } from './not-written.ts'

export type AccountTools = { readonly client: Client; readonly session: Session }

/** Ends with a proven identity: the profile was read with the new secret. An own app: ../own-app.ts; tokens that end: ../tokens.ts. */
export const signIn = (_order: SignInOrder, _tools: SignInTools): Promise<Result<SignedIn>> => notWritten('sign-in.ts, signIn')

export const whoAmI = (_tools: AccountTools): ReturnType<Connection['whoAmI']> => notWritten('sign-in.ts, whoAmI')

/** Ends the sign-in at the network; what was never there is ok. */
export const revoke = (_tools: AccountTools): ReturnType<Connection['revoke']> => notWritten('sign-in.ts, revoke')
