import { contentFor, type Content, type Post, type RemoteRef } from '../../preload/contract/drafts.ts'
import type { AccountId } from '../../preload/contract/ids.ts'
import { isOver, type DeliveryRecord } from '../../preload/contract/publishing.ts'
import type { OwnPostRow } from './schema.ts'

type Change = Pick<DeliveryRecord, 'delivery' | 'state'>
type Seen = Pick<OwnPostRow, 'accountId' | 'ref' | 'text' | 'goneUtc' | 'changedUtc'>
export type By = 'you' | 'elsewhere'

/** What an account's followers see of a published post, after all that was done to it here and there. */
export type Standing = {
  /** `partly`: some parts of a thread are gone, others are there. */
  readonly kind: 'there' | 'partly' | 'deleted'
  /** With the edits that went through, from here and elsewhere; what is deleted keeps its last words. */
  readonly content: Content
  readonly deleted: { readonly utc: number; readonly by: By } | null
  /** The last edit from here that went through. */
  readonly editedUtc: number | null
  /** The network shows other words than those sent from here. */
  readonly changed: { readonly utc: number; readonly text: string } | null
  /** Asked of the network, and not answered yet. */
  readonly underWay: 'edit' | 'delete' | null
  /** Those of its parts that are still there, in order. */
  readonly remotes: readonly { readonly remote: RemoteRef; readonly part: number }[]
}

/** What was done to posts that are out, found by post and by place on the network. */
export type PostChanges = { readonly acts: readonly Change[]; readonly seen: readonly Seen[] }
export const noChanges: PostChanges = { acts: [], seen: [] }

/** `changes.acts` oldest first; those of other posts and accounts are passed over. */
export function standingOf(post: Pick<Post, 'content' | 'variants' | 'details'>, account: AccountId, remotes: readonly RemoteRef[], { acts, seen }: PostChanges): Standing {
  let content = contentFor(post, account)
  let editedUtc: number | null = null
  let underWay: Standing['underWay'] = null
  const gone = new Map<string, { readonly utc: number; readonly by: By }>()
  for (const { delivery: { accountId, act }, state } of acts) {
    if (accountId !== account || (act.kind !== 'edit' && act.kind !== 'delete')) continue
    const part = remotes.findIndex(remote => remote.id === act.target.id)
    if (part < 0) continue
    if (state.kind !== 'published') {
      if (!isOver(state)) underWay = act.kind
    } else if (act.kind === 'delete') gone.set(act.target.id, { utc: state.utc, by: 'you' })
    else {
      const [edited] = act.content.parts
      content = { ...content, contentWarning: act.content.contentWarning, parts: content.parts.map((one, index) => index === part && edited ? edited : one) }
      editedUtc = state.utc
    }
  }
  let changed: Standing['changed'] = null
  for (const [part, remote] of remotes.entries()) {
    const row = seen.find(one => one.accountId === account && one.ref.id === remote.id)
    if (row?.goneUtc !== undefined && !gone.has(remote.id)) gone.set(remote.id, { utc: row.goneUtc, by: 'elsewhere' })
    if (row?.changedUtc !== undefined && !isAlike(row.text, content.parts[part]?.text ?? '') && !(underWay === 'edit')) {
      changed = { utc: row.changedUtc, text: row.text }
      content = { ...content, parts: content.parts.map((one, index) => index === part ? { ...one, text: row.text } : one) }
    }
  }
  const left = remotes.flatMap((remote, part) => gone.has(remote.id) ? [] : [{ remote, part }])
  const deleted = [...gone.values()].sort((a, b) => b.utc - a.utc)[0] ?? null
  return { kind: left.length === 0 && deleted ? 'deleted' : deleted ? 'partly' : 'there', content, deleted, editedUtc, changed: left.length > 0 ? changed : null, underWay, remotes: left }
}

/** Networks shorten addresses, drop hosts of names and trim: that alone is no change of anybody's. */
function isAlike(shown: string, sent: string): boolean {
  const plain = (text: string): string => text.replaceAll(/https?:\/\/\S+|\S+\.\S+\/\S*/gu, ' ').replaceAll(/(@[\p{L}\p{N}_.-]+)@[\p{L}\p{N}.-]+/gu, '$1').replaceAll(/[\s…]+/gu, ' ').trim()
  return plain(shown) === plain(sent)
}
