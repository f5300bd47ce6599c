import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { open, readInput, type Answer, type Call, type Route } from './call.ts'
import { page, pageLanguage } from './html-page.ts'
import { fingerprint, freshSecret, redirectUrisOf } from './oauth-apps.ts'
import { isRegisteredRedirect, outOfBand } from './redirect-uri.ts'
import { escapeHtml } from './render-text.ts'
import type { AppRow } from './rows.ts'
import { holdsScope, scopeList } from './scopes.ts'
import { ownerOf, type World } from './world.ts'

/** Asked for by an app, waiting for a person to press a button. */
type Request = { app: AppRow; redirectUri: string; scopes: string; state: string | undefined; challenge: string | undefined; askedAt: number }

const codeLifeMs = 10 * 60_000
const words = {
  fr: {
    title: "Autoriser l'accès",
    ask: (app: string, shop: string) => `<b>${app}</b> demande à utiliser le compte d'entraînement <b>${shop}</b>.`,
    note: "Réseau d'entraînement : rien ne sort de cet ordinateur.",
    yes: 'Autoriser',
    no: 'Refuser',
    code: 'Voici votre code :',
    wrong: 'Cette demande ne peut pas aboutir',
    stale: 'Cette page a expiré. Revenez à l’application et recommencez.',
  },
  en: {
    title: 'Authorize access',
    ask: (app: string, shop: string) => `<b>${app}</b> would like to use the practice account <b>${shop}</b>.`,
    note: 'Practice network: nothing leaves this computer.',
    yes: 'Authorize',
    no: 'Deny',
    code: 'Here is your code:',
    wrong: 'This request cannot be completed',
    stale: 'This page has expired. Please go back to the app and start again.',
  },
}

const oneText = z.string().optional()
const authorizeInput = z.object({
  response_type: oneText,
  client_id: oneText,
  redirect_uri: oneText,
  scope: oneText,
  state: oneText,
  code_challenge: oneText,
  code_challenge_method: oneText,
  lang: oneText,
})

/** The page a browser shows at sign-in, and the button pressed on it. The key in the form stands for the whole request, once. */
export function consentRoutes(): readonly Route[] {
  const waiting = new Map<string, Request>()
  return [
    open('GET', '/oauth/authorize', [], (call) => {
      const read = readInput(call, authorizeInput)
      const language = pageLanguage((read.ok ? read.value.lang : undefined) ?? call.headers['accept-language'])
      if (!read.ok) return wrongPage(language, 'invalid_request')
      const judged = judge(call, read.value)
      if (judged.kind === 'page') return wrongPage(language, judged.problem)
      if (judged.kind === 'redirect') return seeOther(judged.to)
      const key = randomBytes(24).toString('base64url')
      for (const [old, { askedAt }] of waiting) if (askedAt < call.world.now() - codeLifeMs) waiting.delete(old)
      waiting.set(key, judged.request)
      return askPage(call.world, language, key, judged.request)
    }),
    open('POST', '/oauth/authorize', [], (call) => {
      const language = pageLanguage(call.headers['accept-language'])
      const read = readInput(call, z.object({ key: z.string(), decision: z.enum(['authorize', 'deny']) }))
      const request = read.ok ? waiting.get(read.value.key) : undefined
      if (!read.ok || !request) return page(language, words[language].wrong, `<p>${words[language].stale}</p>`, 422)
      waiting.delete(read.value.key)
      return read.value.decision === 'deny'
        ? seeOther(back(request, { error: 'access_denied', error_description: 'The resource owner or authorization server denied the request.' }))
        : grant(call.world, language, request)
    }),
  ]
}

type Judgement = { kind: 'page'; problem: string } | { kind: 'redirect'; to: string } | { kind: 'ask'; request: Request }

function judge(call: Call, asked: z.infer<typeof authorizeInput>): Judgement {
  const app = call.world.store.get<AppRow>('select * from apps where client_id = ?', asked.client_id ?? '')
  if (!app) return { kind: 'page', problem: 'invalid_client' }
  const redirectUri = asked.redirect_uri ?? ''
  // An address that was not registered never receives anything, not even an error.
  if (!isRegisteredRedirect(redirectUrisOf(app), redirectUri)) return { kind: 'page', problem: 'invalid_redirect_uri' }
  const scopes = asked.scope ?? 'read'
  const request: Request = { app, redirectUri, scopes, state: asked.state, challenge: asked.code_challenge, askedAt: call.world.now() }
  const turnBack = (error: string): Judgement => ({ kind: 'redirect', to: back(request, { error }) })
  if (asked.response_type !== 'code') return turnBack('unsupported_response_type')
  const registered = scopeList(app.scopes)
  if (scopeList(scopes).some((scope) => !holdsScope(registered, scope))) return turnBack('invalid_scope')
  if (asked.code_challenge !== undefined && asked.code_challenge_method !== 'S256') return turnBack('invalid_code_challenge_method')
  return { kind: 'ask', request }
}

function askPage(world: World, language: 'fr' | 'en', key: string, request: Request): Answer {
  const say = words[language]
  const rights = scopeList(request.scopes).map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`)
  const target = request.redirectUri === outOfBand ? '' : ` ${redirectSource(request.redirectUri)}`
  return page(
    language,
    say.title,
    `<h1>${say.title}</h1><p>${say.ask(escapeHtml(request.app.name), escapeHtml(ownerOf(world).display_name))}</p><p><small>${say.note}</small></p>
    <details><summary>${scopeList(request.scopes).length}</summary><ul>${rights.join('')}</ul></details>
    <form method="post" action="/oauth/authorize"><input type="hidden" name="key" value="${key}"><p>
    <button class="yes" name="decision" value="authorize">${say.yes}</button> <button class="no" name="decision" value="deny">${say.no}</button></p></form>`,
    200,
    `'self'${target}`,
  )
}

/** The browser holds the redirect after the form against `form-action`, so the app's address must be named there. */
function redirectSource(uri: string): string {
  const url = new URL(uri)
  return url.origin === 'null' ? url.protocol : url.origin
}

function grant(world: World, language: 'fr' | 'en', request: Request): Answer {
  const code = freshSecret()
  world.store.insert(
    'insert into codes (code, app_id, account_id, redirect_uri, scopes, challenge, expires_at) values (?, ?, ?, ?, ?, ?, ?)',
    fingerprint(code),
    request.app.id,
    ownerOf(world).id,
    request.redirectUri,
    request.scopes,
    request.challenge ?? null,
    world.now() + codeLifeMs,
  )
  if (request.redirectUri !== outOfBand) return seeOther(back(request, { code }))
  return page(language, words[language].title, `<p>${words[language].code}</p><p><code>${code}</code></p>`)
}

function back(request: Request, answer: Record<string, string>): string {
  if (request.redirectUri === outOfBand) return `/oauth/authorize?${new URLSearchParams(answer)}`
  const url = new URL(request.redirectUri)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  if (request.state !== undefined) url.searchParams.set('state', request.state)
  return url.href
}

const seeOther = (to: string): Answer => ({ status: 302, headers: { location: to, 'cache-control': 'no-store' }, body: '' })

function wrongPage(language: 'fr' | 'en', problem: string): Answer {
  return page(language, words[language].wrong, `<h1>${words[language].wrong}</h1><p><code>${problem}</code></p>`, problem === 'invalid_client' ? 401 : 400)
}
