import { z } from 'zod'
import { item, type Item } from '../../../preload/contract/items.ts'
import { fail, ok } from '../../../preload/contract/result.ts'
import type { Connection, Stream, StreamPage } from '../network.ts'
import { chatEntity, messageEntity, refOf, telegramId } from './format.ts'
import type { AccountTools } from './sign-in.ts'

export const streams: readonly Stream[] = [{ id: 'notifications', quickMs: 30_000, slowMs: 5 * 60_000 }, { id: 'account-figures', quickMs: 60 * 60_000, slowMs: 6 * 60 * 60_000 }]

const origin = z.object({ type: z.literal('channel'), chat: chatEntity.pick({ id: true, username: true }), message_id: z.number().int() })
const comment = messageEntity.extend({
  date: z.number(), caption: z.string().nullish(), from: z.object({ id: z.number(), is_bot: z.boolean(), first_name: z.string(), last_name: z.string().nullish(), username: z.string().nullish() }),
  /** The channel's post as it was passed on into the group: what answers it is a comment on it. */
  reply_to_message: z.object({ is_automatic_forward: z.literal(true), forward_origin: origin }),
})
const update = z.object({ update_id: z.number().int(), message: z.unknown() })

/** Comments from the discussion group, for a day after they were written. Asking behind an update takes all before it, so the cursor moves only when they are kept. */
export async function read(stream: Stream['id'], cursor: string | null, { client, session }: AccountTools): ReturnType<Connection['read']> {
  const secret = await client.secret()
  if (!secret.ok) return secret
  const page = (entries: StreamPage['entries'], next: string, more: boolean, isHistory: boolean) => ok({ entries, cursor: next, more, isHistory, reachedUtc: isHistory ? session.now() : null })
  if (stream === 'account-figures') {
    const followers = await client.ask('getChatMemberCount', { chat_id: secret.value.chat }, z.number().int())
    return followers.ok ? page([{ kind: 'account-figures', sample: { accountId: session.accountId, utc: session.now(), figures: { followers: followers.value } } }], String(session.now()), false, false) : followers
  }
  if (stream !== 'notifications') return fail({ kind: 'refused', reason: 'not-supported', detail: `${stream}: not for bots` })
  const offset = cursor !== null && /^\d{1,15}$/u.test(cursor) ? Number(cursor) : null
  const got = await client.ask('getUpdates', { limit: 100, timeout: 0, allowed_updates: ['message'], ...(offset === null ? {} : { offset }) }, z.array(update))
  if (!got.ok) return got
  const items = got.value.flatMap(({ message }) => itemFrom(message, secret.value, session))
  const last = got.value.at(-1)
  return page(items.map(one => ({ kind: 'item', item: one })), String(last ? last.update_id + 1 : offset ?? 0), got.value.length === 100, offset === null)
}

function itemFrom(message: unknown, { chat, group }: { readonly chat: number; readonly group: number | null }, { accountId }: AccountTools['session']): readonly Item[] {
  const said = comment.safeParse(message)
  if (!said.success || said.data.chat.id !== group || said.data.from.is_bot || said.data.reply_to_message.forward_origin.chat.id !== chat) return []
  const { data: { from, date, text, caption, reply_to_message: { forward_origin: post } } } = said
  const [ref, about] = [refOf(said.data), refOf({ ...post, text: '' })]
  const made = item.safeParse({
    key: `telegram:${accountId}:${ref.id}`, accountId, network: telegramId, kind: 'reply', text: text ?? caption ?? '', contentWarning: null, media: [], createdUtc: date * 1000, isPublic: true, ref, about, conversation: about.id,
    person: { remoteId: String(from.id), handle: from.username ?? String(from.id), displayName: [from.first_name, from.last_name].filter(Boolean).join(' '), profileUrl: from.username ? `https://t.me/${from.username}` : null, avatarUrl: null },
  })
  return made.success ? [made.data] : []
}
