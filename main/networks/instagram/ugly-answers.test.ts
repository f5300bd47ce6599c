import { afterEach, expect, it } from 'vitest'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { troubleHttp } from '../conformance-harness.ts'
import { createNotes } from '../double-harness.ts'
import answers from './fixtures/answers-to-publishing.json' with { type: 'json' }
import { startInstagramWorld, type InstagramWorld } from './conformance-harness.ts'
import { openConnection } from './index.ts'

let world: InstagramWorld | null = null
afterEach(() => world?.stop())
const quickly = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 20))

/** Bodies as they are published or were reported (main/networks/instagram/fixtures), each met by the one step that makes a post public. */
it.each([
  ['not-ready', { kind: 'stale-preparation' }],
  ['daily-cap', { kind: 'rate-limited' }],
  ['restricted', { kind: 'refused', reason: 'account-suspended' }],
  ['dead-token', { kind: 'needs-sign-in' }],
  ['no-permission', { kind: 'refused', reason: 'permission-missing' }],
  ['unknown-error', { kind: 'unknown-outcome' }],
  ['fatal', { kind: 'unknown-outcome' }],
] as const)('takes "%s" for what it is', async (name, expected) => {
  world = await startInstagramWorld()
  const { session, isCommit } = world
  const { status, body } = answers[name]
  const connection = openConnection({ ...session, http: troubleHttp(session.http, request => (isCommit(request) ? { kind: 'answers', status, body: JSON.stringify(body) } : null)) }, quickly)
  const act: Act = { kind: 'publish', content: world.contentOf?.('Bonjour') ?? emptyContent() }
  const sent = await connection.prepare(act, 0, [], createNotes())
  if (!sent.ok) throw new Error(JSON.stringify(sent.failure))
  expect(await connection.commit(act, sent.value)).toMatchObject({ ok: false, failure: expected })
  expect(await world.postsOnServer()).toEqual([])
})
