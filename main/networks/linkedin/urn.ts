/** What a URN names, and how one is written into an address (Rest.li protocol 2.0.0: URNs percent-encoded, brackets and commas of `List(…)` raw). */
export const site = 'https://www.linkedin.com'

export const encoded = (urn: string): string => encodeURIComponent(urn).replace(/[()!'*]/gu, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
export const listOf = (urns: readonly string[]): string => `List(${urns.map(encoded).join(',')})`

export const isPost = (urn: string): boolean => /^urn:li:(?:share|ugcPost|activity):\d+$/u.test(urn)
export const isOrganization = (urn: string): boolean => /^urn:li:organization:\d+$/u.test(urn)
export const idOf = (urn: string): string => urn.slice(urn.lastIndexOf(':') + 1)

/** A comment stands under a thing (`entity`) with a number. */
export type CommentName = { readonly entity: string; readonly id: string }

export const commentUrn = ({ entity, id }: CommentName): string => `urn:li:comment:(${entity},${id})`

/** Notifications name the thing without `urn:li:`; null: not a comment's name. */
export function readComment(urn: string): CommentName | null {
  const [, name, id] = /^urn:li:comment:\((.+),(\d+)\)$/u.exec(urn) ?? []
  if (name === undefined || id === undefined) return null
  const entity = name.startsWith('urn:li:') ? name : `urn:li:${name}`
  return isPost(entity) ? { entity, id } : null
}

export function addressOf(urn: string, post: string | null = null): string {
  const comment = readComment(urn)
  return comment ? `${site}/feed/update/${post ?? comment.entity}/?commentUrn=${encoded(urn)}` : `${site}/feed/update/${urn}/`
}
