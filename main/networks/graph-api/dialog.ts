import { z } from 'zod'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { failureOfRead, isSuccess, notRead } from '../judge-answer.ts'
import type { Redirect, SignInTools } from '../network.ts'
import { askForCode, type OwnApp } from '../own-app.ts'
import { graphErrorOf, refusalOf } from './graph-error.ts'

export type Dialog = {
  /** Where its consent page stands, and where its tokens are given. */
  readonly www: string
  readonly graph: string
  readonly version: string
  /** A list of rights (`scope`), or the number of a saved one (`config_id`). */
  readonly rights: Readonly<Record<string, string>>
  readonly redirect: Redirect
}

const tokenAnswer = z.object({ access_token: z.string().min(1) })

/** A person's yes to the owner's app, and at once the token that lives for about 60 days: only what comes from it has no end. */
export async function askPerson(app: OwnApp, { www, graph, version, rights, redirect }: Dialog, tools: SignInTools): Promise<Result<string>> {
  const code = await askForCode({ authorize: `${www}/${version}/dialog/oauth`, query: { client_id: app.id, ...rights }, redirect, pkce: 'none' }, tools)
  if (!code.ok) return code
  const address = `${graph}/${version}/oauth/access_token`
  const short = await askToken(address, { client_id: app.id, client_secret: app.secret, redirect_uri: code.value.redirectUri, code: code.value.code }, tools)
  return short.ok ? await askToken(address, { grant_type: 'fb_exchange_token', client_id: app.id, client_secret: app.secret, fb_exchange_token: short.value }, tools) : short
}

async function askToken(url: string, fields: Readonly<Record<string, string>>, { http, now, signal }: SignInTools): Promise<Result<string>> {
  const outcome = await http.send({ method: 'POST', url, body: new URLSearchParams(fields), signal })
  const parsed = isSuccess(outcome) ? tokenAnswer.safeParse(outcome.json) : null
  if (parsed?.success) return ok(parsed.data.access_token)
  if (signal.aborted) return fail({ kind: 'sign-in-abandoned', detail: 'cancelled' })
  if (isSuccess(outcome)) return fail(notRead(outcome))
  const failure = failureOfRead(outcome, answer => refusalOf(answer, { now }))
  // Here a "no" is about the app's number, its secret or the code, under several codes (1 for a wrong secret): the owner has to look at what was typed.
  const isNo = outcome.kind === 'answered' && outcome.status >= 400 && outcome.status < 500 && graphErrorOf(outcome.json) !== null
  return fail(isNo && failure.kind !== 'rate-limited' ? { kind: 'bad-input', detail: failure.detail.replaceAll(fields['client_secret'] ?? '\0', '[secret]') } : failure)
}
