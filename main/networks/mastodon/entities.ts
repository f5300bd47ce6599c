import { z } from 'zod'

/**
 * What Mastodon-API servers answer, as far as it is used; everything that some server leaves out is optional.
 * Ids are opaque text (some servers send numbers). https://docs.joinmastodon.org/entities/ read 2 Jul 2026.
 */
const id = z.union([z.string().min(1).max(300), z.number().int().transform(String)])
const text = z.string().nullish().transform(value => value ?? '')
const maybe = z.string().nullish().transform(value => value ?? null)
const count = z.number().int().nonnegative().nullish().transform(value => value ?? null).catch(null)

export const accountEntity = z.object({
  id, username: text, acct: z.string().min(1).max(400), display_name: text, url: maybe, avatar: maybe, avatar_static: maybe,
  followers_count: count, following_count: count, statuses_count: count,
  suspended: z.boolean().nullish().catch(null),
})
export type AccountEntity = z.infer<typeof accountEntity>

export const mediaEntity = z.object({ id, type: text, url: maybe, preview_url: maybe, remote_url: maybe, description: text })
export type MediaEntity = z.infer<typeof mediaEntity>

const pollEntity = z.object({
  options: z.array(z.object({ title: text })),
  multiple: z.boolean().nullish(),
  expires_at: maybe,
  expired: z.boolean().nullish(),
})

export const statusEntity = z.object({
  id, uri: text, url: maybe, created_at: text, edited_at: maybe, content: text, spoiler_text: text,
  visibility: z.string().catch('public'),
  in_reply_to_id: id.nullish().catch(null), in_reply_to_account_id: id.nullish().catch(null),
  account: accountEntity,
  media_attachments: listOf(mediaEntity),
  mentions: listOf(z.object({ id, acct: text, url: maybe })),
  poll: pollEntity.nullish().catch(null),
  application: z.object({ name: text }).nullish().catch(null),
  reblog: z.unknown().optional(),
  quote: z.unknown().optional(),
  favourites_count: count, reblogs_count: count, replies_count: count, quotes_count: count,
})
export type StatusEntity = z.infer<typeof statusEntity>

/** A post kept for later: the time it is kept for is what proves it. */
export const scheduledEntity = z.object({
  id, scheduled_at: z.string().refine(at => Number.isFinite(Date.parse(at))),
  params: z.object({ text, idempotency: maybe.catch(null) }).catch({ text: '', idempotency: null }),
  media_attachments: listOf(mediaEntity),
})
export type ScheduledEntity = z.infer<typeof scheduledEntity>

/** The quoted post, where one is; servers send it bare or in a wrapper with its state. */
export const quotedStatus = z.union([z.object({ quoted_status: statusEntity }).transform(quote => quote.quoted_status), statusEntity])

export const notificationEntity = z.object({
  id, type: text, created_at: text,
  account: accountEntity.nullish().catch(null),
  status: statusEntity.nullish().catch(null),
})
export type NotificationEntity = z.infer<typeof notificationEntity>

export const conversationEntity = z.object({ id, unread: z.boolean().nullish(), last_status: statusEntity.nullish().catch(null) })
export const contextEntity = z.object({ ancestors: listOf(statusEntity), descendants: listOf(statusEntity) })
export const sourceEntity = z.object({ text, spoiler_text: text })
export const searchEntity = z.object({ accounts: listOf(accountEntity), statuses: listOf(statusEntity) })

export const tokenSecret = z.object({ v: z.literal(1), token: z.string().min(1), scopes: z.array(z.string()), clientId: z.string(), clientSecret: z.string() })
export type TokenSecret = z.infer<typeof tokenSecret>

export const statusList = listOf(statusEntity)
export const notificationList = listOf(notificationEntity)
export const conversationList = listOf(conversationEntity)

/** A list of which unreadable members are left out: one hostile post must not hide the others. Not a list at all is an error. */
export function listOf<S extends z.ZodType>(member: S): z.ZodType<z.output<S>[]> {
  return z.array(z.unknown()).nullish().transform(rows => (rows ?? []).flatMap(row => {
    const parsed = member.safeParse(row)
    return parsed.success ? [parsed.data] : []
  }))
}

/** Ids sort by length, then as text: true for snowflakes, ULIDs and plain numbers alike. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
