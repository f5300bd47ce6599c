import { z } from 'zod'

/** Ids are branded so that one cannot stand for another; all are opaque text. */
export const networkId = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/).brand<'NetworkId'>()
export const accountId = z.string().min(1).max(80).brand<'AccountId'>()
export const postId = z.string().min(1).max(80).brand<'PostId'>()
/** `<postId>:<accountId>` for a post, `act:<uuid>` for an act: the same thing always has the same delivery. */
export const deliveryId = z.string().min(1).max(200).brand<'DeliveryId'>()
/** `<network>:<accountId>:<remote id>`: one key per thing a network told us, however often it tells it. */
export const itemKey = z.string().min(1).max(600).brand<'ItemKey'>()
/** Lower-case hexadecimal sha256 of the original's bytes. */
export const mediaHash = z.string().regex(/^[0-9a-f]{64}$/).brand<'MediaHash'>()

export type NetworkId = z.infer<typeof networkId>
export type AccountId = z.infer<typeof accountId>
export type PostId = z.infer<typeof postId>
export type DeliveryId = z.infer<typeof deliveryId>
export type ItemKey = z.infer<typeof itemKey>
export type MediaHash = z.infer<typeof mediaHash>

/** An instant: milliseconds since 1970 in UTC. */
export const instant = z.number().int().nonnegative()
