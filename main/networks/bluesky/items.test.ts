import { expect, it } from 'vitest'
import { accountId } from '../../../preload/contract/ids.ts'
import { notificationPage, postView, threadNode } from './entities.ts'
import { createdOf, itemFrom, threadPostFrom, type Reader } from './items.ts'

const reader: Reader = { accountId: accountId.parse('a'), remoteId: 'did:plc:nous', serverUrl: 'https://bsky.social', now: () => 0 }
const author = { did: 'did:plc:julie', handle: 'julie.example', displayName: 'Julie', avatar: 'javascript:alert(1)' }
const row = (more: object) => ({ uri: 'at://did:plc:julie/app.bsky.feed.post/3n2zloxdse226', cid: 'bafy', author, reason: 'mention', record: { text: 'Bonjour', createdAt: '2026-11-24T08:00:00Z' }, isRead: false, indexedAt: '2026-11-24T08:00:01Z', ...more })

it('leaves out rows that are not understood and reasons that mean nothing, and keeps the others', () => {
  const page = notificationPage.parse({ notifications: [null, { uri: 1 }, row({ reason: 'contact-match' }), row({ indexedAt: 'hier' }), row({})] })
  expect(page.notifications.flatMap(one => itemFrom(one, undefined, reader) ?? []).map(item => item.text)).toEqual(['Bonjour'])
})

it('takes no address from a stranger that is not one to open', () => {
  const [one] = notificationPage.parse({ notifications: [row({})] }).notifications
  expect(one && itemFrom(one, undefined, reader)).toMatchObject({ person: { avatarUrl: null, profileUrl: 'https://bsky.app/profile/did:plc:julie' }, ref: { url: 'https://bsky.app/profile/did:plc:julie/post/3n2zloxdse226' } })
})

it('does not believe a date in the future, or none', () => {
  expect(createdOf('2031-01-01T00:00:00Z', 1000)).toBe(1000)
  expect(createdOf('jamais', 1000)).toBe(1000)
  expect(createdOf('1970-01-01T00:00:00.500Z', 1000)).toBe(500)
})

it('shows the pictures of a post, and goes around a blocked one in a thread', () => {
  const post = { uri: 'at://did:plc:julie/app.bsky.feed.post/3n2zloxdse226', cid: 'bafy', author, record: { text: 'Ma photo' }, indexedAt: '2026-11-24T08:00:01Z', embed: { $type: 'app.bsky.embed.images#view', images: [{ thumb: 'https://cdn.example/t', fullsize: 'https://cdn.example/f', alt: 'Une tarte' }] } }
  const node = threadNode.parse({ $type: 'app.bsky.feed.defs#threadViewPost', post, parent: { $type: 'app.bsky.feed.defs#blockedPost', uri: 'at://x', blocked: true }, replies: [{ notFound: true }] })
  expect([node.parent, node.replies]).toEqual([undefined, []])
  expect(threadPostFrom(node.post, reader)?.media).toEqual([{ kind: 'image', url: 'https://cdn.example/f', previewUrl: 'https://cdn.example/t', alt: 'Une tarte' }])
  expect(postView.parse({ ...post, embed: { $type: 'app.bsky.embed.somethingNew#view' } }).embed).toBeUndefined()
})
