import { z } from 'zod'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Connection, SignedIn, SignInOrder, SignInTools, Session } from '../network.ts'
import { createClient, type Client, type TelegramSecret } from './client.ts'
import { chatEntity } from './format.ts'
import { abilities, limits } from './limits.ts'

export type AccountTools = { readonly client: Client; readonly session: Session }

/** A bot's token, and the channel in which it may post: both are proven before anything is kept. */
export async function signIn({ token = '', handle }: SignInOrder, { http, now }: SignInTools): Promise<Result<SignedIn>> {
  const name = handle.trim().replace(/^(?:https:\/\/)?t\.me\//u, '@')
  const clientFor = (secret: TelegramSecret) => createClient({ http, now, secret: { read: () => Promise.resolve(ok(JSON.stringify(secret))) } })
  const given = { token: token.trim(), chat: 0, group: null }
  const chat = await clientFor(given).ask('getChat', { chat_id: /^-?\d+$/u.test(name) ? Number(name) : `@${name.replace(/^@/u, '')}` }, chatEntity)
  if (!chat.ok) return chat.failure.kind === 'needs-sign-in' ? fail({ kind: 'wrong-password', detail: chat.failure.detail }) : chat
  if (chat.value.type !== 'channel') return fail({ kind: 'address-not-understood', detail: 'that is no channel' })
  const secret = { ...given, chat: chat.value.id, group: chat.value.linked_chat_id ?? null }
  const proven = await whoAmI({ client: clientFor(secret) })
  if (!proven.ok) return proven
  if (proven.value.abilities.text.kind !== 'works') return fail({ kind: 'refused', reason: 'permission-missing', detail: 'the bot may not post in this channel' })
  return ok({ ...proven.value, serverUrl: 'https://t.me', secret: JSON.stringify(secret) })
}

export async function whoAmI({ client }: Pick<AccountTools, 'client'>): ReturnType<Connection['whoAmI']> {
  const channel = await client.channel()
  if (!channel.ok) return channel
  const { username, title, id, linked_chat_id: group, token } = channel.value
  const member = await client.ask('getChatMember', { chat_id: id, user_id: Number(token.split(':')[0]) }, z.object({ status: z.string(), can_post_messages: z.boolean().optional() }))
  if (!member.ok) return member
  return ok({
    profile: { remoteId: String(id), handle: username ?? String(id), displayName: title.slice(0, 1000), profileUrl: username ? `https://t.me/${username}` : null, avatarUrl: null },
    abilities: abilities(member.value.status === 'administrator' && member.value.can_post_messages === true, typeof group === 'number'), limits, expiresUtc: null,
  })
}

/** A token is ended by its owner at BotFather only; here it is forgotten, so that nothing speaks with it any more. */
export async function revoke({ session }: AccountTools): ReturnType<Connection['revoke']> {
  const forgotten = await session.secret.replace('{"ended":true}')
  return forgotten.ok ? forgotten : fail({ kind: 'unreachable', detail: `the keychain did not forget the token: ${forgotten.failure.kind}` })
}
