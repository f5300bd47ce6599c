import { Hono } from 'hono'
import { z } from 'zod'
import type { FakeNetwork, FakePost, RequestRule } from '../fake-network.ts'
import { serveOnLoopback } from '../serve.ts'

const followers = 321

/**
 * The Bot API as core.telegram.org/bots/api describes it (version 10.3 of 24 Aug 2026, seen 27 Nov 2026), and the flood limits of
 * core.telegram.org/bots/faq. One bot, one channel with a discussion group. It refuses unknown fields, where the real one ignores them.
 */
const token = '7000000001:AAF-a_token-of-thirty-five_signs_01'
const channel = { id: -1001111111111, type: 'channel', title: 'Boulangerie Martin', username: 'boulangerie_martin' }
const group = { id: -1002222222222, type: 'supergroup', title: 'Boulangerie Martin, discussion' }
const bot = { id: 7_000_000_001, is_bot: true, first_name: 'Martin', username: 'martin_bot' }

type Message = { readonly message_id: number; readonly chat: typeof channel | typeof group; readonly date: number; text: string; readonly kind: string; readonly isOurs: boolean; readonly replyTo: number | null }
type Update = { readonly update_id: number; readonly message: Readonly<Record<string, unknown>> }
class Refused extends Error {
  readonly code: number
  readonly retryAfter: number | undefined
  constructor(code: number, words: string, retryAfter?: number) {
    super(words)
    this.code = code
    this.retryAfter = retryAfter
  }
}
const bad = (words: string): never => { throw new Refused(400, `Bad Request: ${words}`) }

const words = (max: number, tooLong: string) => z.string().transform(text => (text.length > max ? bad(tooLong) : text))
const text = words(4096, 'message is too long').transform(given => (given.trim() === '' ? bad('message text is empty') : given))
const caption = words(1024, 'message caption is too long').optional()
const chatId = z.union([z.number(), z.string()])
const messageId = z.coerce.number().int()
const file = z.instanceof(File)
const flag = z.union([z.boolean(), z.literal('true')]).optional()
const fromJson = <T extends z.ZodType>(shape: T) => z.preprocess(given => (typeof given === 'string' ? JSON.parse(given) as unknown : given), shape)

export type FakeTelegram = FakeNetwork & { readonly isRefused: { member: boolean } }

/** What its calls are for. There is no way to read what stands in a channel. */
const rules: readonly RequestRule[] = [
  { path: /\/send\w+$/u, kind: 'publish' },
  { path: /\/editMessage\w+$/u, kind: 'edit' },
  { path: /\/deleteMessage$/u, kind: 'delete' },
]

export async function start({ now = Date.now }: { readonly now?: () => number } = {}): Promise<FakeTelegram> {
  const messages: Message[] = []
  const updates: Update[] = []
  const isRefused = { member: false }
  let sent: number[] = []
  let isAlive = true
  let serial = 100
  const seconds = (): number => Math.floor(now() / 1000)

  const chatOf = (id: number | string): typeof channel | typeof group => {
    if (id === `@${channel.username}` || Number(id) === channel.id) return isRefused.member ? (() => { throw new Refused(403, 'Forbidden: bot is not a member of the channel chat') })() : channel
    return Number(id) === group.id ? group : bad('chat not found')
  }
  const asTold = ({ message_id, chat, date, text: said, kind }: Message) => ({ message_id, sender_chat: channel, chat, date, ...(kind === 'text' ? { text: said } : said === '' ? {} : { caption: said }) })
  const add = (to: number | string, said: string, kind: string, replyTo: number | null = null): Message => {
    const chat = chatOf(to)
    sent = sent.filter(utc => utc > now() - 60_000)
    // "No more than 20 messages per minute to the same group" (bots/faq).
    if (sent.length >= 20) throw new Refused(429, 'Too Many Requests: retry after 35', 35)
    sent.push(now())
    // Blanks at both ends are cut off.
    const message: Message = { message_id: ++serial, chat, date: seconds(), text: said.trim(), kind, isOurs: true, replyTo }
    messages.unshift(message)
    return message
  }
  const standing = (to: number | string, id: number, what: string): Message => messages.find(one => one.chat.id === chatOf(to).id && one.message_id === id && one.isOurs) ?? bad(`message to ${what} not found`)
  const change = (message: Message, said: string) => {
    if (message.text === said.trim()) bad('message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message')
    message.text = said.trim()
    return asTold(message)
  }
  const sized = (given: File, max: number): void => { if (given.size > max) throw new Refused(413, 'Request Entity Too Large') }

  const method = <T extends z.ZodType>(shape: T, work: (given: z.output<T>) => unknown) => (given: unknown, files: ReadonlyMap<string, File>): unknown => {
    const asked = shape.safeParse(given)
    return asked.success ? work(asked.data) : bad(`can't parse: ${asked.error.issues[0]?.message} (${files.size} files)`)
  }
  const media = z.array(z.strictObject({ type: z.enum(['photo', 'video']), media: z.string().regex(/^attach:\/\//u), caption })).min(2).max(10)
  const methods: Readonly<Record<string, (given: unknown, files: ReadonlyMap<string, File>) => unknown>> = {
    getMe: method(z.strictObject({}), () => bot),
    getChat: method(z.strictObject({ chat_id: chatId }), ({ chat_id: id }) => ({ ...chatOf(id), ...(chatOf(id) === channel ? { linked_chat_id: group.id } : { linked_chat_id: channel.id }) })),
    getChatMember: method(z.strictObject({ chat_id: chatId, user_id: z.number() }), ({ chat_id: id, user_id: user }) => (chatOf(id) && user === bot.id ? { user: bot, status: 'administrator', can_post_messages: true, can_edit_messages: true, can_delete_messages: true } : bad('user not found'))),
    getChatMemberCount: method(z.strictObject({ chat_id: chatId }), ({ chat_id: id }) => (chatOf(id) === channel ? followers : 40)),
    sendMessage: method(z.strictObject({ chat_id: chatId, text, reply_parameters: fromJson(z.strictObject({ message_id: z.number() })).optional() }), given => asTold(add(given.chat_id, given.text, 'text', given.reply_parameters?.message_id ?? null))),
    sendPhoto: method(z.strictObject({ chat_id: chatId, photo: file, caption }), given => { sized(given.photo, 10_000_000); return asTold(add(given.chat_id, given.caption ?? '', 'photo')) }),
    sendVideo: method(z.strictObject({ chat_id: chatId, video: file, caption, supports_streaming: flag }), given => { sized(given.video, 50_000_000); return asTold(add(given.chat_id, given.caption ?? '', 'video')) }),
    sendMediaGroup: (given, files) => method(z.looseObject({ chat_id: chatId, media: fromJson(media) }), asked => {
      if (asked.media.some(one => !files.has(one.media.slice('attach://'.length)))) bad('wrong file identifier/HTTP URL specified')
      // An album is one post to whoever reads it: its first message bears the words.
      const all = asked.media.map((one, index) => (index === 0 ? add(asked.chat_id, one.caption ?? '', 'album') : { ...add(asked.chat_id, '', 'album-rest') }))
      return all.map(asTold)
    })(given, files),
    editMessageText: method(z.strictObject({ chat_id: chatId, message_id: messageId, text }), given => {
      const message = standing(given.chat_id, given.message_id, 'edit')
      return message.kind === 'text' ? change(message, given.text) : bad('there is no text in the message to edit')
    }),
    editMessageCaption: method(z.strictObject({ chat_id: chatId, message_id: messageId, caption }), given => change(standing(given.chat_id, given.message_id, 'edit'), given.caption ?? '')),
    deleteMessage: method(z.strictObject({ chat_id: chatId, message_id: messageId }), given => {
      const message = standing(given.chat_id, given.message_id, 'delete')
      if (message.date < seconds() - 48 * 3600) bad("message can't be deleted for everyone")
      messages.splice(messages.indexOf(message), 1)
      return true
    }),
    getUpdates: method(z.strictObject({ offset: z.number().int().optional(), limit: z.number().int().min(1).max(100).optional(), timeout: z.number().int().optional(), allowed_updates: z.array(z.string()).optional() }), ({ offset = 0, limit = 100 }) => {
      // What is asked for behind an update has been taken: it does not come again.
      while (updates[0] && updates[0].update_id < offset) updates.shift()
      return updates.slice(0, limit)
    }),
  }

  const app = new Hono()
  app.all('/:bot/:method', async c => {
    const no = (error: Refused): Response => Response.json({ ok: false, error_code: error.code, description: error.message, ...(error.retryAfter ? { parameters: { retry_after: error.retryAfter } } : {}) }, { status: error.code })
    if (c.req.param('bot') !== `bot${token}`) return no(new Refused(/^bot\d+:[\w-]{35}$/u.test(c.req.param('bot')) ? 401 : 404, 'Unauthorized'))
    if (!isAlive) return no(new Refused(401, 'Unauthorized'))
    const work = methods[c.req.param('method')]
    if (!work) return no(new Refused(404, 'Not Found'))
    const type = c.req.header('content-type') ?? ''
    const given: Readonly<Record<string, unknown>> = type.startsWith('application/json') ? await c.req.json<Record<string, unknown>>() : type.startsWith('multipart/form-data') ? Object.fromEntries(await c.req.formData()) : {}
    const files = new Map(Object.entries(given).flatMap(([name, value]) => (value instanceof File ? [[name, value] as const] : [])))
    try {
      return c.json({ ok: true, result: work(given, files) })
    } catch (error) {
      if (error instanceof Refused) return no(error)
      throw error
    }
  })
  const served = await serveOnLoopback(app, request => /\/send\w+$/u.test(new URL(request.url).pathname))
  const posts = (): readonly FakePost[] => messages.filter(one => one.isOurs && one.chat === channel && one.kind !== 'album-rest')
    .map(one => ({ id: String(one.message_id), url: `https://t.me/${channel.username}/${one.message_id}`, text: one.text, alts: [], kind: one.kind, createdUtc: one.date * 1000 }))
  return {
    isRefused, posts, requests: () => served.requests.map(one => ({ ...one, path: one.path.replace(token, '[token]') })), stop: served.stop, loseNextAnswer: served.loseNextAnswer,
    hosts: { api: served.origin },
    connect: { way: 'token', fields: { token, handle: `@${channel.username}` } },
    chooses: null, followers, showsPosts: false,
    consent: () => Promise.reject(new Error('Telegram has no sign-in page for bots')),
    /** Somebody comments on our newest post, or on one from before the bot was there. */
    say(comment) {
      const about = posts()[0]?.id ?? '7'
      const forwarded = { message_id: ++serial, chat: group, date: seconds(), sender_chat: channel, is_automatic_forward: true, forward_origin: { type: 'channel', chat: channel, message_id: Number(about), date: seconds() } }
      const from = { id: 55, is_bot: false, first_name: 'Julie', last_name: 'Moreau', username: 'julie_m' }
      updates.push({ update_id: ++serial, message: forwarded }, { update_id: ++serial, message: { message_id: ++serial, from, chat: group, date: seconds(), text: comment, reply_to_message: forwarded, message_thread_id: forwarded.message_id } })
    },
    rules,
    answers: () => messages.filter(one => one.chat === group && one.replyTo !== null).map(one => one.text),
    endSignIn: () => { isAlive = false },
  }
}
