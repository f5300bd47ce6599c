import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HttpOutcome } from '../../http/http.ts'
import { hostsOf } from '../hosts.ts'
import { failureOfRead } from '../judge-answer.ts'
import type { SecretCell, Session } from '../network.ts'
import { readSecret } from '../tokens.ts'
import { refusal } from './failures.ts'
import { chatEntity } from './format.ts'

/** `group`: the channel's discussion group, where there is one. */
const telegramSecret = z.object({ token: z.string().regex(/^\d+:[\w-]+$/u), chat: z.number(), group: z.number().nullable() })
export type TelegramSecret = z.infer<typeof telegramSecret>
export type Client = ReturnType<typeof createClient>
type Given = Readonly<Record<string, unknown>>

/** `send` sends once; `ask` is for what may be repeated, and parses what comes. */
export function createClient({ http, secret: cell, now }: Pick<Session, 'http' | 'now'> & { readonly secret: Pick<SecretCell, 'read'> }) {
  const secret = () => readSecret(cell, telegramSecret)
  async function send(method: string, given: Given, files?: ReadonlyMap<string, Blob>): Promise<Result<HttpOutcome, NetworkFailure>> {
    const held = await secret()
    if (!held.ok) return held
    const form = new FormData()
    for (const [name, value] of [...Object.entries(given), ...files ?? []]) form.append(name, value instanceof Blob ? value : typeof value === 'string' ? value : JSON.stringify(value))
    const url = `${hostsOf('telegram', { api: 'https://api.telegram.org' }).api}/bot${held.value.token}/${method}`
    return ok(await http.send({ method: 'POST', url, secretInPath: held.value.token, ...(files ? { body: form, timeoutMs: 60_000 + Math.round([...files.values()].reduce((sum, file) => sum + file.size, 0) / 20) } : { body: JSON.stringify(given), headers: { 'content-type': 'application/json' } }) }))
  }
  async function ask<S extends z.ZodType>(method: string, given: Given, shape: S): Promise<Result<z.output<S>, NetworkFailure>> {
    const sent = await send(method, given)
    if (!sent.ok) return sent
    const answer = sent.value.kind === 'answered' ? z.object({ ok: z.literal(true), result: z.unknown() }).safeParse(sent.value.json) : null
    if (!answer?.success) return fail(failureOfRead(sent.value, refusal(now)))
    const parsed = shape.safeParse(answer.data.result)
    return parsed.success ? ok(parsed.data) : fail({ kind: 'server-trouble', detail: `${method}: the answer is not understood` })
  }
  /** The channel as it is now: asked for to see whether anybody is there. */
  async function channel() {
    const held = await secret()
    if (!held.ok) return held
    const chat = await ask('getChat', { chat_id: held.value.chat }, chatEntity)
    return chat.ok ? ok({ ...chat.value, token: held.value.token }) : chat
  }
  return { secret, send, ask, channel }
}
