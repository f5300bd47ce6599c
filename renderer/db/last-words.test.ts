import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { bakery } from '../test-support/made.ts'
import { db } from './db.ts'
import { leaveLastWords, takeInLastWords } from './last-words.ts'
import { readMeta } from './meta.ts'
import { newPost, readPost, saveDraft, throwAway } from './posts.ts'

const kept = new Map<string, string>()
beforeEach(async () => {
  kept.clear()
  // The few calls of it that are used; its names are its keys, as in a browser.
  vi.stubGlobal('localStorage', new Proxy({ setItem: (name: string, text: string) => kept.set(name, text), getItem: (name: string) => kept.get(name) ?? null, removeItem: (name: string) => kept.delete(name) }, {
    ownKeys: () => [...kept.keys()], getOwnPropertyDescriptor: (_, name) => ({ configurable: true, enumerable: true, value: kept.get(String(name)) }),
  }))
  await db.delete()
  await db.open()
})

test('what a page left when it went is in the store after the next start, and left no longer', async () => {
  const post = newPost({ text: 'Bre', accountIds: [] }, 1)
  await saveDraft(post)
  leaveLastWords({ kind: 'post', id: post.id, edited: { ...post, details: { [bakery]: { format: 'reel', options: { title: 'Slowly' } } }, content: { ...post.content, parts: [{ text: 'Bread', media: [], poll: null }] } } })
  leaveLastWords({ kind: 'meta', name: 'reply:1', text: 'Yes, from eight' })
  await takeInLastWords()
  expect((await readPost(post.id))?.content.parts[0]?.text).toBe('Bread')
  expect((await readPost(post.id))?.details).toEqual({ [bakery]: { format: 'reel', options: { title: 'Slowly' } } })
  expect(await readMeta('reply:1', z.string(), '')).toBe('Yes, from eight')
  expect(kept.size).toBe(0)
})

test('what is damaged, thrown away or unknown is let go', async () => {
  const post = newPost({ text: 'Bre', accountIds: [] }, 1)
  await saveDraft(post)
  await throwAway(post.id)
  leaveLastWords({ kind: 'post', id: post.id, edited: post })
  leaveLastWords({ kind: 'post', id: newPost({ accountIds: [] }, 1).id, edited: post })
  kept.set('last-words:x', '{"kind":"po')
  await takeInLastWords()
  expect(await db.posts.count()).toBe(1)
  expect((await readPost(post.id))?.deletedUtc).not.toBe(0)
  expect(kept.size).toBe(0)
})

test('pain 39: on a full disk the start goes on, what was left waits for room, and writes over nothing newer', async () => {
  const post = newPost({ text: 'Bre', accountIds: [] }, 1)
  await saveDraft(post, 1)
  const left = { ...post, content: { ...post.content, parts: [{ text: 'Bread', media: [], poll: null }] } }
  leaveLastWords({ kind: 'post', id: post.id, utc: 5, edited: left })
  const full = vi.spyOn(db.posts, 'put').mockImplementation(() => Dexie.Promise.reject(new DOMException('no room', 'QuotaExceededError')))
  await takeInLastWords()
  expect(kept.size).toBe(1)
  full.mockRestore()
  await takeInLastWords()
  expect((await readPost(post.id))?.content.parts[0]?.text).toBe('Bread')
  expect(kept.size).toBe(0)
  leaveLastWords({ kind: 'post', id: post.id, utc: 5, edited: post })
  await takeInLastWords()
  expect((await readPost(post.id))?.content.parts[0]?.text).toBe('Bread')
})

test('pain 39: a clock that was set back loses no last words', async () => {
  const post = newPost({ text: 'Bre', accountIds: [] }, 1)
  await saveDraft(post, Date.now() + 3_600_000)
  leaveLastWords({ kind: 'post', id: post.id, utc: Date.now(), edited: { ...post, content: { ...post.content, parts: [{ text: 'Bread', media: [], poll: null }] } } })
  await takeInLastWords()
  expect((await readPost(post.id))?.content.parts[0]?.text).toBe('Bread')
})
