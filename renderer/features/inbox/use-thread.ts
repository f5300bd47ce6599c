import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect } from 'react'
import { itemKey } from '../../../preload/contract/ids.ts'
import { asksForAnswer, type Item } from '../../../preload/contract/items.ts'
import { comptoir } from '../../comptoir.ts'
import { deliveriesOfItems } from '../../db/deliveries.ts'
import { itemsOfConversation } from '../../db/items.ts'
import { readOwnPost } from '../../db/own-posts.ts'
import type { DeliveryRow, ItemRow } from '../../db/schema.ts'
import { putThreadPosts, readThreadPost, threadOf } from '../../db/threads.ts'
import { threadAround, type Thread } from './thread-state.ts'

export type Around = { readonly thread: Thread; readonly acts: readonly DeliveryRow[]; readonly isKnown: boolean }

/** What is known around an item, alive; and asks for what is not. Undefined until the store has answered. */
export function useThread(item: ItemRow): Around | undefined {
  const around = useLiveQuery(() => readAround(item), [item])
  useEffect(() => askSoon(item), [item])
  return around
}

async function readAround(item: ItemRow): Promise<Around> {
  // A thread read later may know better where it begins than the item did.
  const conversation = (await readThreadPost(item.key))?.conversation ?? item.conversation
  const [posts, items, about] = await Promise.all([threadOf(conversation), itemsOfConversation(conversation), readAbout(item)])
  const keys = new Set([item.key, ...items.filter(one => one.accountId === item.accountId).map(one => one.key), ...posts.filter(post => !post.isOwn).map(post => post.key)])
  const deliveries = await deliveriesOfItems([...keys])
  return {
    thread: threadAround(item, { posts: withItems(posts, items, item), about: about ?? null, answers: deliveries }),
    acts: deliveries.filter(row => row.itemKey === item.key),
    isKnown: posts.some(post => post.key === item.key),
  }
}

/** Offline the other messages of a conversation are known as rows of the inbox, if not as a thread. */
function withItems(posts: Awaited<ReturnType<typeof threadOf>>, items: readonly ItemRow[], item: ItemRow) {
  const known = new Set<string>(posts.map(post => post.key))
  const more = items.filter(one => !known.has(one.key) && one.accountId === item.accountId && one.ref && asksForAnswer(one.kind))
    .flatMap(one => one.ref ? [{ ...one, ref: one.ref, isOwn: false, replyTo: one.about?.id ?? null }] : [])
  return [...posts, ...more].sort((a, b) => a.createdUtc - b.createdUtc)
}

async function readAbout(item: ItemRow) {
  // The key of a post of ours is made as every key is (contract: itemKey).
  const key = item.about && itemKey.safeParse(`${item.network}:${item.accountId}:${item.about.id}`)
  return key?.success ? readOwnPost(key.data) : undefined
}

const asked = new Set<string>()
/** Walking through the list with the keyboard asks for nothing. */
const restMs = 400

function askSoon(item: Item): (() => void) | undefined {
  const { ref, accountId } = item
  if (!ref || !asksForAnswer(item.kind) || asked.has(item.key)) return undefined
  const timer = setTimeout(() => {
    void readThreadPost(item.key).then(async known => {
      if (known) return
      asked.add(item.key)
      const answer = await comptoir().reading.thread({ accountId, ref })
      // Offline is the usual way to fail: what is here is shown, and the next opening asks again.
      if (answer.ok) await putThreadPosts(answer.value)
      else asked.delete(item.key)
    })
  }, restMs)
  return () => { clearTimeout(timer) }
}
