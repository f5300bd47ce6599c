import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import { networkId } from '../../../preload/contract/ids.ts'

export const telegramId = networkId.parse('telegram')
export const chatEntity = z.object({ id: z.number(), type: z.string(), title: z.string().default(''), username: z.string().nullish(), linked_chat_id: z.number().nullish() })
export const messageEntity = z.object({ message_id: z.number().int(), chat: chatEntity.pick({ id: true, username: true }), text: z.string().nullish() })

/** `chat/message` names a message anywhere; `extra` says whether its words are a caption. */
export const refOf = ({ chat, message_id: id, text }: z.infer<typeof messageEntity>): RemoteRef =>
  ({ id: `${chat.id}/${id}`, url: chat.username ? `https://t.me/${chat.username}/${id}` : `https://t.me/c/${String(chat.id).replace(/^-100/u, '')}/${id}`, extra: typeof text === 'string' ? null : 'caption' })
export const placeOf = ({ id }: RemoteRef): { readonly chat_id: number; readonly message_id: number } => {
  const [chat, message] = id.split('/').map(Number)
  return { chat_id: chat ?? NaN, message_id: message ?? NaN }
}
