import { z } from 'zod'

/** Pinterest's answers (OpenAPI description 5.23.0), as far as they are used. What does not fit is left out, one thing at a time. */
const text = z.string().nullish().catch(null).transform(value => value ?? '')
const count = z.number().int().nonnegative().nullish().catch(null).transform(value => value ?? null)
const id = z.string().regex(/^\d+$/u)

export const pageOf = <S extends z.ZodType>(shape: S) => z.object({
  items: z.array(z.unknown()).transform(rows => rows.flatMap((row): z.output<S>[] => {
    const parsed = shape.safeParse(row)
    return parsed.success ? [parsed.data] : []
  })),
  bookmark: z.string().nullish().catch(null),
})

export const account = z.object({
  id: id.nullish().catch(null), username: z.string().min(1), business_name: text, account_type: text, profile_image: text,
  follower_count: count, following_count: count, pin_count: count,
})
export const board = z.object({ id, name: z.string().min(1), privacy: z.string().catch('PUBLIC'), is_ads_only: z.boolean().catch(false) })
export type Board = z.infer<typeof board>

const metrics = z.record(z.string(), z.unknown()).nullish().catch(null)
export const pin = z.object({
  id,
  created_at: text,
  title: text, description: text, link: text, alt_text: text,
  board_id: text,
  /** On a board that several share. */
  is_owner: z.boolean().nullish().catch(null),
  parent_pin_id: z.string().nullish().catch(null),
  media: z.object({ media_type: text, images: z.record(z.string(), z.object({ url: z.string() })).nullish().catch(null) }).nullish().catch(null),
  pin_metrics: z.object({ lifetime_metrics: metrics }).nullish().catch(null),
})
export type Pin = z.infer<typeof pin>

export const mediaUpload = z.object({ media_id: id, upload_url: z.string(), upload_parameters: z.record(z.string(), z.string()) })
export const mediaState = z.object({ media_id: id, status: z.enum(['registered', 'processing', 'succeeded', 'failed']) })

export const analytics = z.object({ all: z.object({ lifetime_metrics: metrics, summary_metrics: metrics }) })
export const figure = (from: Readonly<Record<string, unknown>> | null | undefined, name: string): number | null => {
  const value = from?.[name]
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null
}

/** The description says that times are UTC, and leaves the zone out of them. */
export function instantOf(time: string): number | null {
  const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/u.test(time) ? time : `${time}Z`)
  return Number.isFinite(at) && at >= 0 ? at : null
}
