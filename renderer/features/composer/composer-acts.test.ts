import 'fake-indexeddb/auto'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { useScreen } from '../../app/screen.ts'
import { db } from '../../db/db.ts'
import { deliveryRow } from '../../db/deliveries.ts'
import { drafts, newPost, saveDraft } from '../../db/posts.ts'
import { startTexts } from '../../text/index.ts'
import { bakery, madeDelivery, noon } from '../../test-support/made.ts'
import { copyAsItStands } from './composer-acts.ts'

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  await startTexts('en')
})
beforeEach(async () => {
  await db.delete()
  await db.open()
  useScreen.getState().compose(null)
})

test('what is published again has what its network was told beside the text, also where its words were changed there', async () => {
  const details = { [bakery]: { format: 'reel' as const, options: { title: 'Slowly' } } }
  const post = { ...newPost({ text: 'Bread', accountIds: [bakery] }, noon), details }
  await saveDraft({ ...post, stage: 'scheduled' }, noon)
  const remotes = [{ id: '1', url: null, extra: null }]
  const out = madeDelivery(post.id, { act: { kind: 'publish', content: post.content } })
  const edited = { ...post.content, format: 'reel' as const, options: { title: 'Slowly' }, parts: [{ text: 'Better bread', media: [], poll: null }] }
  const change = { ...madeDelivery('act', { act: { kind: 'edit', target: remotes[0] ?? { id: '', url: null, extra: null }, content: edited } }), origin: { kind: 'post' as const, postId: post.id } }
  await db.deliveries.bulkPut([out, change].map(delivery => deliveryRow({ delivery, state: { kind: 'published', utc: noon, remotes }, attempts: 1, updatedUtc: noon })))
  await copyAsItStands(post.id)
  const [copy] = await drafts()
  expect(copy).toMatchObject({ stage: 'draft', details, content: { parts: [{ text: 'Better bread' }] } })
  expect(copy?.content, 'told once, with the account it belongs to').not.toHaveProperty('format')
})
