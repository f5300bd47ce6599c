import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { removePractice, startPracticeServer } from '../../main/practice/server.ts'
import { createAsk, dotPng, fileForm, registerApp, signIn, startOfMp4 } from '../../main/practice/try-out.ts'
import type { Exchange } from './openapi.ts'

const withId = z.looseObject({ id: z.string() })

/** Drives a fresh Practice server through the calls an app makes, and answers what was said on both sides. */
export async function recordPracticeCalls(): Promise<Exchange[]> {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-descriptions-'))
  let now = Date.UTC(2026, 10, 24, 9)
  const server = await startPracticeServer({ folder, seed: 1, language: 'en', now: () => now, runsByItself: false, limits: { calls: 10_000 } })
  const exchanges: Exchange[] = []
  try {
    const { ask: signedIn, token, app } = await signIn(server)
    const record =
      (ask: typeof signedIn) =>
      async (method: string, path: string, sent?: Record<string, unknown> | FormData, names: Record<string, string> = {}, query = ''): Promise<unknown> => {
        const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ''))
        const heard = await ask(method, filled + query, sent)
        exchanges.push({ method, path, sent: sent instanceof FormData ? undefined : sent, status: heard.status, answered: heard.body })
        return heard.body
      }
    const call = record(signedIn)
    const stranger = record(createAsk(server.url))
    const idOf = async (answer: Promise<unknown>): Promise<string> => withId.parse(await answer).id

    // Sign-in
    await stranger('POST', '/api/v1/apps', { client_name: 'Check', redirect_uris: ['http://127.0.0.1/back'], scopes: 'read write' })
    await stranger('POST', '/api/v1/apps', { client_name: '', redirect_uris: [] })
    await stranger('GET', '/.well-known/oauth-authorization-server')
    await stranger('POST', '/oauth/token', { grant_type: 'authorization_code', code: 'wrong', redirect_uri: 'http://127.0.0.1/back', ...app })
    await call('GET', '/api/v1/apps/verify_credentials')
    await stranger('GET', '/api/v2/instance')
    await stranger('GET', '/api/v1/instance')
    await stranger('GET', '/api/v1/instance/rules')
    await call('GET', '/api/v1/accounts/verify_credentials')
    await call('GET', '/api/v1/preferences')
    await stranger('GET', '/api/v1/notifications')

    // Pictures and posts of every kind
    const dot = await idOf(call('POST', '/api/v2/media', fileForm(dotPng, 'dot.png', { description: 'A dot', focus: '0.1,-0.2' })))
    const film = await idOf(call('POST', '/api/v2/media', fileForm(startOfMp4, 'film.mp4')))
    await call('GET', '/api/v1/media/{id}', undefined, { id: film })
    now += 5000
    await call('GET', '/api/v1/media/{id}', undefined, { id: film })
    await call('PUT', '/api/v1/media/{id}', fileForm(dotPng, 'x', { description: 'The same dot' }), { id: dot })
    await call('POST', '/api/v2/media', fileForm(Buffer.from('nothing to see'), 'x.png'))
    const post = await idOf(call('POST', '/api/v1/statuses', { status: 'Look https://example.org #bread @alice_h', media_ids: [dot], language: 'en', visibility: 'public' }))
    await call('POST', '/api/v1/statuses', { status: 'A film', media_ids: [film], spoiler_text: 'Bright lights', sensitive: true })
    const asked = z
      .looseObject({ id: z.string(), poll: withId })
      .parse(await call('POST', '/api/v1/statuses', { status: 'Tea or coffee?', poll: { options: ['Tea', 'Coffee'], expires_in: 3600 } }))
    await call('GET', '/api/v1/polls/{id}', undefined, { id: asked.poll.id })
    await call('POST', '/api/v1/statuses', { status: 'x'.repeat(501) })
    const planned = await idOf(call('POST', '/api/v1/statuses', { status: 'Later', scheduled_at: new Date(now + 600_000).toISOString(), in_reply_to_id: post }))
    await call('GET', '/api/v1/scheduled_statuses')
    await call('GET', '/api/v1/scheduled_statuses/{id}', undefined, { id: planned })
    await call('PUT', '/api/v1/scheduled_statuses/{id}', { scheduled_at: new Date(now + 900_000).toISOString() }, { id: planned })
    await call('DELETE', '/api/v1/scheduled_statuses/{id}', undefined, { id: planned })
    await call('PUT', '/api/v1/statuses/{id}', { status: 'Look again #bread' }, { id: post })
    for (const part of ['source', 'history', 'context', 'favourited_by', 'reblogged_by', 'quotes']) await call('GET', `/api/v1/statuses/{id}/${part}`, undefined, { id: post })
    await call('GET', '/api/v1/statuses/{id}', undefined, { id: post })
    await call('GET', '/api/v1/statuses/{id}', undefined, { id: '1' })
    await call('GET', '/api/v1/statuses', undefined, {}, `?id[]=${post}&id[]=${asked.id}`)

    // What others do, and what one does with it
    server.tick(1_000_000)
    const said = server.say({ from: 'alice_h', text: `@${server.ownerHandle} hello #bread` })
    const quote = await idOf(call('POST', '/api/v1/statuses', { status: 'See', quoted_status_id: said.id }))
    for (const act of ['favourite', 'unfavourite', 'reblog', 'unreblog', 'mute', 'unmute']) await call('POST', `/api/v1/statuses/{id}/${act}`, undefined, { id: said.id })
    for (const act of ['pin', 'unpin']) await call('POST', `/api/v1/statuses/{id}/${act}`, undefined, { id: post })
    await call('PUT', '/api/v1/statuses/{id}/interaction_policy', { quote_approval_policy: 'nobody' }, { id: post })
    const heard = z.array(withId).parse(await call('GET', '/api/v1/notifications', undefined, {}, '?limit=80'))
    const first = { id: heard[0]?.id ?? '' }
    await call('GET', '/api/v1/notifications/{id}', undefined, first)
    await call('GET', '/api/v1/notifications/unread_count')
    await call('GET', '/api/v2/notifications/policy')
    await call('POST', '/api/v1/markers', { notifications: { last_read_id: first.id } })
    await call('GET', '/api/v1/markers', undefined, {}, '?timeline[]=notifications')
    server.say({ from: 'alice_h', text: `@${server.ownerHandle} between us`, visibility: 'direct' })
    const [conversation] = z.array(withId).parse(await call('GET', '/api/v1/conversations'))
    await call('POST', '/api/v1/conversations/{id}/read', undefined, { id: conversation?.id ?? '' })
    await call('DELETE', '/api/v1/conversations/{id}', undefined, { id: conversation?.id ?? '' })

    // People
    const alice = { id: await idOf(call('GET', '/api/v1/accounts/lookup', undefined, {}, '?acct=alice_h')) }
    await call('GET', '/api/v1/accounts/{id}', undefined, alice)
    await call('GET', '/api/v1/accounts/{id}/statuses', undefined, alice)
    const me = await idOf(call('GET', '/api/v1/accounts/verify_credentials'))
    await call('GET', '/api/v1/accounts/{id}/followers', undefined, { id: me })
    await call('GET', '/api/v1/accounts/{id}/statuses', undefined, { id: me }, '?exclude_reblogs=true&limit=40')
    await call('GET', '/api/v1/accounts/relationships', undefined, {}, `?id[]=${alice.id}`)
    await call('POST', '/api/v1/reports', { account_id: alice.id, status_ids: [said.id], comment: 'a trial', category: 'other' })
    for (const act of ['follow', 'unfollow', 'mute', 'unmute', 'remove_from_followers', 'block', 'unblock']) await call('POST', `/api/v1/accounts/{id}/${act}`, {}, alice)
    await call('GET', '/api/v2/search', undefined, {}, '?q=a&limit=5')
    await call('GET', '/api/v1/timelines/tag/{hashtag}', undefined, { hashtag: 'bread' })
    await call('GET', '/api/v1/timelines/home')
    await call('GET', '/api/v1/timelines/public')
    await call('GET', '/api/v1/tags/{name}', undefined, { name: 'bread' })
    await call('POST', '/api/v1/tags/{name}/follow', undefined, { name: 'bread' })
    await call('GET', '/api/v1/followed_tags')
    await call('POST', '/api/v1/tags/{name}/unfollow', undefined, { name: 'bread' })
    await call('GET', '/api/v1/trends/tags')

    // Taking back
    await call('DELETE', '/api/v1/statuses/{id}', undefined, { id: quote })
    await call('DELETE', '/api/v1/statuses/{id}', undefined, { id: quote })
    await call('POST', '/api/v1/notifications/{id}/dismiss', undefined, first)
    await call('POST', '/api/v1/notifications/clear')
    const other = await registerApp(server)
    await stranger('POST', '/oauth/revoke', { ...other, token })
    await stranger('POST', '/oauth/revoke', { ...app, token })
    await call('GET', '/api/v1/notifications')
    return exchanges
  } finally {
    await server.close()
    removePractice(folder)
  }
}
