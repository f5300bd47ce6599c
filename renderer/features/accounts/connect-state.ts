import type { Failure } from '../../../preload/contract/failures.ts'
import type { ConnectOrder } from '../../../preload/contract/accounts.ts'
import type { NetworkDescription, SignInWay } from '../../../preload/contract/networks.ts'
import type { AccountId } from '../../../preload/contract/ids.ts'

/** Where a connection stands. */
export type Connecting =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'filling'; readonly network: NetworkDescription; readonly way: SignInWay; readonly failure: Failure | null }
  | { readonly kind: 'naming'; readonly network: NetworkDescription; readonly way: SignInWay; readonly candidates: Candidates }
  /** Without a sign-in; `network` null: one that Comptoir does not know. */
  | { readonly kind: 'by-hand'; readonly network: NetworkDescription | null }
  /** `url`: the sign-in page, once it was opened in the browser. */
  | { readonly kind: 'waiting'; readonly network: NetworkDescription; readonly way: SignInWay; readonly url: string | null }

/** Whom one sign-in speaks for. */
export type Candidates = Extract<Failure, { kind: 'several-identities' }>['candidates']

export type FieldName = SignInWay['fields'][number]['name']
export type Filled = Readonly<Partial<Record<FieldName, string>>>

/** The first required field that is still empty; null when all is there. */
export const missingField = (way: SignInWay, filled: Filled): FieldName | null =>
  way.fields.find(field => !field.optional && !filled[field.name]?.trim())?.name ?? null

export function orderOf(network: NetworkDescription, way: SignInWay, filled: Filled, again: AccountId | null, chosen: string | null = null): ConnectOrder {
  const of = (name: FieldName): string => way.fields.some(field => field.name === name) ? filled[name]?.trim() ?? '' : ''
  // An app password is kept as typed: a blank at its end may be part of it for all we know, but none is known that has one.
  return { network: network.id, way: way.id, server: of('server'), handle: of('handle').replace(/^@/, ''), appPassword: of('app-password'), clientId: of('client-id'), clientSecret: of('client-secret'), configuration: of('configuration'), token: of('token'), chosen, again }
}
