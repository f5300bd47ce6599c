import { mostHashtags, mostMentions } from './limits.ts'

const tags = /(?<![\p{L}\p{N}_&])#[\p{L}\p{N}_]+/gu
const mentions = /(?<![\p{L}\p{N}_.])@[A-Za-z0-9_.]+/gu

/** What the network refuses in a caption whatever its length; null: nothing. */
export function captionTrouble(caption: string): string | null {
  if ((caption.match(tags) ?? []).length > mostHashtags) return `more than ${mostHashtags} hashtags`
  return (caption.match(mentions) ?? []).length > mostMentions ? `more than ${mostMentions} mentions` : null
}
