import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { mediaUse, type MediaUse } from '../../../preload/contract/drafts.ts'
import { maxSigns } from '../../../preload/contract/check-draft.ts'
import { countText } from '../../../preload/contract/count-text.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { failureOfCommit, isSuccess } from '../judge-answer.ts'
import type { Connection, Prepared } from '../network.ts'
import { refusal } from './failures.ts'
import { messageEntity, placeOf, refOf } from './format.ts'
import { limits } from './limits.ts'
import type { AccountTools } from './sign-in.ts'

const callShape = z.object({ method: z.string(), given: z.record(z.string(), z.unknown()), files: z.array(mediaUse) })
const callOf = (method: string, given: Readonly<Record<string, unknown>>, ...files: readonly MediaUse[]) => ok({ method, given, files })
const refused = (reason: 'text' | 'not-supported', detail: string) => fail({ kind: 'refused' as const, reason, detail })

/** Files go with the call that publishes, there is no upload before it; here they are only proven to be there. */
export async function prepare(act: Act, tools: AccountTools): ReturnType<Connection['prepare']> {
  const secret = await tools.client.secret()
  if (!secret.ok) return secret
  const call = callFor(act, secret.value.chat)
  if (!call.ok) return call
  const files = await filesOf(call.value.files, tools)
  return files.ok ? ok({ body: JSON.stringify(call.value), key: randomUUID() }) : files
}

function callFor(act: Act, chat: number) {
  if (act.kind === 'delete') return callOf('deleteMessage', placeOf(act.target))
  const part = act.kind === 'publish' || act.kind === 'reply' || act.kind === 'edit' ? act.content.parts[0] : undefined
  if (!part) return refused('not-supported', `${act.kind}: not for bots`)
  const { text, media: [first, ...others] } = part
  if (act.kind === 'edit') return act.target.extra === 'caption' ? callOf('editMessageCaption', { ...placeOf(act.target), caption: text }) : callOf('editMessageText', { ...placeOf(act.target), text })
  if (act.kind === 'reply') return callOf('sendMessage', { chat_id: placeOf(act.to).chat_id, text, reply_parameters: { message_id: placeOf(act.to).message_id } })
  if (!first) return callOf('sendMessage', { chat_id: chat, text })
  if (countText(text, limits.text).graphemes > maxSigns(part, limits.text)) return refused('text', 'too long beside pictures')
  const caption = text === '' ? {} : { caption: text }
  if (others.length === 0) return first.kind === 'image' ? callOf('sendPhoto', { chat_id: chat, ...caption }, first) : callOf('sendVideo', { chat_id: chat, ...caption, supports_streaming: true }, first)
  const media = part.media.map(({ kind }, index) => ({ type: kind === 'image' ? 'photo' : kind, media: `attach://file${index}`, ...(index === 0 ? caption : {}) }))
  return callOf('sendMediaGroup', { chat_id: chat, media }, ...part.media)
}

async function filesOf(uses: readonly MediaUse[], { session }: AccountTools): Promise<Result<ReadonlyMap<string, Blob>, { kind: 'media-missing' | 'server-trouble'; detail: string }>> {
  const files = new Map<string, Blob>()
  for (const [index, use] of uses.entries()) {
    const read = use.kind === 'image' ? await session.media.rendition(use, limits.images) : await session.media.original(use)
    if (!read.ok) return fail({ kind: read.failure.kind === 'media-missing' ? 'media-missing' : 'server-trouble', detail: `${use.name}: ${read.failure.kind}` })
    files.set(uses.length > 1 ? `file${index}` : use.kind === 'image' ? 'photo' : 'video', new File([read.value.bytes], use.name, { type: read.value.mime }))
  }
  return ok(files)
}

const answerShape = z.object({ ok: z.literal(true), result: z.union([messageEntity, z.array(messageEntity).min(1), z.literal(true)]) })

/** The one call. An album comes back as several messages, whose first bears the words. */
export async function commit(act: Act, { body }: Prepared, tools: AccountTools): ReturnType<Connection['commit']> {
  const call = callShape.parse(JSON.parse(body))
  const files = await filesOf(call.files, tools)
  if (!files.ok) return fail({ kind: 'stale-preparation', detail: files.failure.detail })
  const sent = await tools.client.send(call.method, call.given, call.files.length > 0 ? files.value : undefined)
  if (!sent.ok) return sent
  const answer = isSuccess(sent.value) ? answerShape.safeParse(sent.value.json) : null
  if (!answer?.success) return fail(failureOfCommit(sent.value, refusal(tools.session.now)))
  const [message] = [answer.data.result].flat()
  if (act.kind === 'delete' && message === true) return ok(act.target)
  return message && message !== true ? ok(refOf(message)) : fail({ kind: 'unknown-outcome', detail: 'the answer names no message' })
}

/** A bot is not shown what stands in its channel, and its messages have no key of ours: nothing can be proved, so the owner is asked. */
export async function find({ client }: AccountTools): ReturnType<Connection['find']> {
  const channel = await client.channel()
  return channel.ok ? ok({ kind: 'no-proof', place: { kind: 'nowhere' }, doubt: 'not-shown', lookedAt: 'bots are not shown what stands in a channel' }) : channel
}
