import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { mediaHash } from '../../preload/contract/ids.ts'
import { bakery, noon } from '../test-support/made.ts'
import { db } from './db.ts'
import { mediaInUse } from './media.ts'
import { writeMeta } from './meta.ts'
import { newPost, saveDraft } from './posts.ts'

const picture = (letter: string) => ({ hash: mediaHash.parse(letter.repeat(64)), kind: 'image' as const, mime: 'image/jpeg', name: `${letter}.jpg`, sizeBytes: 1, width: 1, height: 1, durationMs: null, alt: '' })
const withPicture = (letter: string) => {
  const post = newPost({ text: letter, accountIds: [bakery] }, noon)
  return { ...post, content: { ...post.content, parts: [{ text: letter, media: [picture(letter)], poll: null }] } }
}

beforeEach(async () => {
  await db.delete()
  await db.open()
})

test('pain 32: posts, their texts for one account, the bin, and what was set aside use their pictures', async () => {
  const own = withPicture('a')
  await saveDraft({ ...own, variants: { [bakery]: withPicture('b').content } }, noon)
  const binned = withPicture('c')
  await saveDraft(binned, noon)
  await db.posts.update(binned.id, { deletedUtc: noon })
  await writeMeta('unreadable:7', withPicture('d'))
  expect((await mediaInUse()).map(hash => hash[0]).sort()).toEqual(['a', 'b', 'c', 'd'])
})

test('pain 32: a store that cannot be read gives no list, rather than a short one', async () => {
  await saveDraft(withPicture('a'), noon)
  db.close()
  await expect(mediaInUse()).rejects.toThrow()
})
