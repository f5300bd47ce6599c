import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import { pathId } from './client.ts'
import type { MessageEntity } from './entities.ts'
import type { NewMessage } from './prepared-call.ts'

/** `1-2` for two people, a number for a group. What is something else is written to by its person. */
export const isConversation = (conversationId: string): boolean => /^\d{1,19}(?:-\d{1,19})?$/u.test(conversationId)

export const messagesPath = ({ conversation, person }: Pick<NewMessage, 'conversation' | 'person'>): string =>
  isConversation(conversation) ? `/2/dm_conversations/${pathId(conversation)}` : `/2/dm_conversations/with/${pathId(person)}`

/** Private messages have no address of their own. `extra` is the conversation, by which the messages around are read. */
export const messageRef = (message: Pick<MessageEntity, 'id' | 'dm_conversation_id'>): RemoteRef => ({ id: message.id, url: null, extra: JSON.stringify({ conversation: message.dm_conversation_id }) })
