import { asksForAnswer, type Item, type ThreadPost } from '../../../preload/contract/items.ts'
import type { DeliveryRow, OwnPostRow } from '../../db/schema.ts'
import { textOfAnswer } from './answers.ts'

/** One thing said, as the thread draws it. `sent`: our delivery behind it, when it left from here. */
export type Said =
  & Pick<ThreadPost, 'key' | 'text' | 'contentWarning' | 'media' | 'createdUtc' | 'isOwn' | 'ref'>
  & { readonly person: ThreadPost['person'] | null; readonly isItem: boolean; readonly sent: DeliveryRow | null }
export type Entry = { readonly kind: 'said'; readonly said: Said } | { readonly kind: 'answer'; readonly row: DeliveryRow; readonly text: string }

/** What is drawn around an item, oldest first; `others` are branches that do not lead to it or from it. */
export type Thread = { readonly entries: readonly Entry[]; readonly others: readonly Entry[] }

type Known = { readonly posts: readonly ThreadPost[]; readonly about: OwnPostRow | null; readonly answers: readonly DeliveryRow[] }

export function threadAround(item: Item, { posts, about, answers }: Known): Thread {
  const all = posts.filter(post => post.accountId === item.accountId)
  const own = all.filter(post => post.key !== item.key)
  const saying = (post: ThreadPost): Said => ({ ...post, isItem: false, sent: answers.find(row => isSentAs(row, post)) ?? null })
  const itself = { ...item, isItem: true, isOwn: false, sent: null, ref: item.ref ?? { id: item.key, url: null, extra: null } }
  const branches = byBranch(item, all)
  const said = branches.near.map(saying)
  if (about && !own.some(post => post.ref.id === about.ref.id)) said.unshift({ ...about, contentWarning: null, isOwn: true, person: null, isItem: false, sent: null })
  if (asksToBeRead(item)) said.push(itself)
  const shown = new Set<string>(said.map(one => one.key))
  const pending = answers.flatMap((row): Entry[] => {
    const text = textOfAnswer(row.delivery.act)
    const isHere = item.kind === 'message' || row.itemKey === item.key || shown.has(row.itemKey)
    return text === null || !isHere || row.stateKind === 'cancelled' || own.some(post => isSentAs(row, post)) ? [] : [{ kind: 'answer', row, text }]
  })
  const entries = [...said.map((one): Entry => ({ kind: 'said', said: one })), ...pending].sort((a, b) => timeOf(a) - timeOf(b))
  return { entries, others: branches.far.map(post => ({ kind: 'said', said: saying(post) })) }
}

const timeOf = (entry: Entry): number => entry.kind === 'said' ? entry.said.createdUtc : entry.row.dueUtc
const asksToBeRead = (item: Item): boolean => item.text !== '' || item.media.length > 0 || item.contentWarning !== null

type Branches = { readonly near: readonly ThreadPost[]; readonly far: readonly ThreadPost[] }

/** What led to the item and what followed from it, and the rest; of a like, only what was liked. */
function byBranch(item: Item, all: readonly ThreadPost[]): Branches {
  if (!asksForAnswer(item.kind)) return { near: all.filter(post => post.ref.id === item.about?.id), far: [] }
  // A private conversation has no branches: all of it is read in order.
  if (item.kind === 'message') return { near: all.filter(post => post.key !== item.key), far: [] }
  const byId = new Map(all.map(post => [post.ref.id, post]))
  const near = new Set<string>()
  // Upwards from the item: it may not be among the posts, then its parent is what it is about.
  let parent = all.find(post => post.key === item.key)?.replyTo ?? item.about?.id ?? null
  while (parent !== null && !near.has(parent)) {
    near.add(parent)
    parent = byId.get(parent)?.replyTo ?? null
  }
  // Downwards: posts come oldest first, so a parent is known before what answers it.
  const below = new Set<string>(item.ref ? [item.ref.id] : [])
  for (const post of all) if (post.replyTo !== null && below.has(post.replyTo)) below.add(post.ref.id)
  const others = all.filter(post => post.key !== item.key)
  const isNear = ({ ref }: ThreadPost): boolean => near.has(ref.id) || below.has(ref.id)
  return { near: others.filter(isNear), far: others.filter(post => !isNear(post)) }
}

const sameMs = 10 * 60_000

/** Whether a post of ours in the thread is what this delivery sent: by its id, else (networks whose messages have no id of their own) by its words and time. */
function isSentAs({ state, delivery }: DeliveryRow, post: ThreadPost): boolean {
  if (!post.isOwn || state.kind !== 'published') return false
  if (state.remotes.some(remote => remote.id === post.ref.id && delivery.act.kind !== 'message' || post.key.endsWith(`:${remote.id}`))) return true
  const text = textOfAnswer(delivery.act)
  return delivery.act.kind === 'message' && text !== null && post.text.endsWith(text) && Math.abs(post.createdUtc - state.utc) < sameMs
}
