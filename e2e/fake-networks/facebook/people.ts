import { GraphRefusal, refuse } from '../graph-api/graph-refusal.ts'
import type { GraphRequest } from '../graph-api/graph-server.ts'
import { asKept, pageNamed } from './posts.ts'
import type { Comment, Conversation, State } from './state.ts'

const dayMs = 24 * 60 * 60_000

/** `POST /{post, video or comment}/comments`. */
export function addComment({ params }: GraphRequest, target: string, page: string, state: State): unknown {
  params.onlyThese(['message', 'attachment_id', 'attachment_url'])
  const under = targetOf(target, state)
  const message = asKept(params.text('message'))
  const photo = params.text('attachment_id')
  if (message === '' && photo === null) throw new GraphRefusal(400, 100, '(#100) Missing message or attachment')
  if (message.length > 8000) throw refuse.badParam('message', 'is too long')
  if (photo !== null && !state.photos.has(photo)) throw refuse.notThere(photo)
  const comment: Comment = { id: `${under.post.split('_').at(-1) ?? ''}_${state.nextId()}`, post: under.post, parent: under.parent, from: { id: page, name: pageNamed(page, state).name }, message, createdUtc: state.now(), isHidden: false, photo, likes: new Set() }
  state.comments.unshift(comment)
  return { id: comment.id }
}

/** Answers stand one step below: an answer to an answer stands beside it. */
function targetOf(id: string, state: State): { readonly post: string; readonly parent: string | null } {
  const comment = state.comments.find(one => one.id === id)
  if (comment) return { post: comment.post, parent: comment.parent ?? comment.id }
  const post = state.posts.find(one => one.id === id || one.video === id)
  if (post?.published) return { post: post.id, parent: null }
  throw refuse.notThere(id)
}

export function changeComment({ params }: GraphRequest, comment: Comment, page: string): unknown {
  params.onlyThese(['message', 'is_hidden'])
  const isHidden = params.flag('is_hidden')
  if (isHidden !== null) {
    if (comment.from.id === page) throw new GraphRefusal(400, 1446, '(#1446) You cannot hide your own comment')
    comment.isHidden = isHidden
  }
  if (params.has('message')) {
    if (comment.from.id !== page) throw refuse.permission('pages_manage_engagement')
    comment.message = asKept(params.text('message'))
  }
  return { success: true }
}

export function like({ method }: GraphRequest, target: string, page: string, state: State): unknown {
  const liked = state.comments.find(one => one.id === target) ?? state.posts.find(one => one.id === target)
  if (!liked) throw refuse.notThere(target)
  if (method === 'POST') liked.likes.add(page)
  else liked.likes.delete(page)
  return { success: true }
}

/** `POST /{page}/messages`: an answer within a day of the person's last word, or a sign that theirs was seen. */
export function sendMessage({ params }: GraphRequest, page: string, state: State): unknown {
  params.onlyThese(['recipient', 'messaging_type', 'message', 'sender_action', 'tag'])
  const recipient = params.json('recipient')
  const person = typeof recipient === 'object' && recipient !== null && 'id' in recipient ? String(recipient.id) : null
  if (person === null) throw refuse.missingParam('recipient')
  const conversation = state.conversations.find(one => one.page === page && one.person.id === person)
  if (!conversation) throw new GraphRefusal(400, 100, '(#100) No matching user found', { subcode: 2_018_001 })
  const action = params.oneOf('sender_action', ['mark_seen', 'typing_on', 'typing_off'])
  if (action !== null) {
    if (action === 'mark_seen') conversation.seenUtc = state.now()
    return { recipient_id: person }
  }
  if (params.oneOf('messaging_type', ['RESPONSE', 'UPDATE', 'MESSAGE_TAG', 'UTILITY']) === null) throw refuse.missingParam('messaging_type')
  const message = params.json('message')
  const text = typeof message === 'object' && message !== null && 'text' in message && typeof message.text === 'string' ? message.text : ''
  if (text === '') throw refuse.missingParam('message')
  if (text.length > 2000) throw new GraphRefusal(400, 100, '(#100) Length of param message[text] must be less than or equal to 2000')
  const last = conversation.messages.find(one => one.from.id === person)
  if (!last || last.createdUtc < state.now() - dayMs) throw new GraphRefusal(403, 10, '(#10) This message is sent outside of allowed window.', { subcode: 2_018_278 })
  return { recipient_id: person, message_id: addMessage(conversation, { id: page, name: pageNamed(page, state).name }, text, state) }
}

export function addMessage(conversation: Conversation, from: Conversation['person'], text: string, state: State): string {
  const id = `m_${state.nextId()}`
  const page = { id: conversation.page, name: pageNamed(conversation.page, state).name }
  conversation.messages.unshift({ id, from, to: from.id === page.id ? conversation.person : page, text, createdUtc: state.now() })
  return id
}
