import { jpeg, mp4, png, type FileKind } from '../fetched-file.ts'
import { needFileAddress } from '../graph-api/graph-containers.ts'
import type { GraphParams } from '../graph-api/graph-params.ts'
import { GraphRefusal, refuse } from '../graph-api/graph-refusal.ts'

/** A container's fields, checked as `POST /{user}/threads` checks them (…/threads/reference/publishing, 20 Apr 2026). */
export type ContainerFields = {
  readonly type: 'TEXT' | 'IMAGE' | 'VIDEO' | 'CAROUSEL'
  readonly text: string
  readonly alt: string
  readonly fileUrl: string | null
  readonly isItem: boolean
  readonly children: readonly string[]
  readonly replyTo: string | null
  readonly replyControl: string
  readonly link: string | null
  readonly topic: string | null
  readonly quote: string | null
  readonly poll: readonly string[] | null
}

const known = ['media_type', 'text', 'alt_text', 'image_url', 'video_url', 'is_carousel_item', 'children', 'reply_to_id', 'reply_control', 'link_attachment', 'topic_tag', 'quote_post_id', 'poll_attachment']
export const files: Readonly<Record<'IMAGE' | 'VIDEO', FileKind>> = {
  IMAGE: { words: 'image', signatures: [jpeg, png], maxBytes: 8_000_000 },
  VIDEO: { words: 'video', signatures: [mp4], maxBytes: 1_000_000_000 },
}

export function readContainer(params: GraphParams): ContainerFields {
  params.onlyThese(known)
  const type = params.oneOf('media_type', ['TEXT', 'IMAGE', 'VIDEO', 'CAROUSEL'])
  if (type === null) throw refuse.missingParam('media_type')
  const text = params.text('text') ?? ''
  if (type === 'TEXT' && text === '') throw refuse.missingParam('text')
  if (lengthOf(text) > 500) throw new GraphRefusal(400, 100, '(#100) Param text must be at most 500 characters long.')
  const alt = params.text('alt_text') ?? ''
  if ([...alt].length > 1000) throw refuse.badParam('alt_text', 'must be at most 1000 characters long.')
  if (alt !== '' && type !== 'IMAGE' && type !== 'VIDEO') throw refuse.badParam('alt_text', 'is for images and videos')
  const isItem = params.flag('is_carousel_item') ?? false
  if (isItem && (text !== '' || (type !== 'IMAGE' && type !== 'VIDEO'))) throw refuse.badParam('is_carousel_item', 'is for images and videos without text')
  const link = params.text('link_attachment')
  if (link !== null && type !== 'TEXT') throw refuse.badParam('link_attachment', 'can only be used with text-only posts')
  if (link !== null && !URL.canParse(link)) throw refuse.badParam('link_attachment', 'must be a valid URI')
  const poll = readPoll(params)
  if (poll !== null && (type !== 'TEXT' || link !== null)) throw refuse.badParam('poll_attachment', 'can only be used with text-only posts without a link attachment')
  const topic = params.text('topic_tag')
  if (topic !== null && (topic === '' || [...topic].length > 50 || /[.&]/u.test(topic))) throw refuse.badParam('topic_tag', 'must have 1 to 50 characters, without . and &')
  const links = new Set([...text.matchAll(/(?:https?:\/\/|www\.)\S+/gu)].map(([one]) => one))
  if (link !== null) links.add(link)
  if (links.size > 5) throw new GraphRefusal(400, 100, 'THREADS_API__LINK_LIMIT_EXCEEDED')
  const name = type === 'IMAGE' ? 'image_url' : 'video_url'
  const fileUrl = type === 'IMAGE' || type === 'VIDEO' ? needFileAddress(name, params.needText(name)) : null
  return {
    type, text, alt, fileUrl, isItem, link, topic, poll,
    children: type === 'CAROUSEL' ? readChildren(params) : [],
    replyTo: params.text('reply_to_id'),
    replyControl: params.oneOf('reply_control', ['everyone', 'accounts_you_follow', 'mentioned_only', 'parent_post_author_only', 'followers_only']) ?? 'everyone',
    quote: params.text('quote_post_id'),
  }
}

function readChildren(params: GraphParams): readonly string[] {
  const children = params.needText('children').split(',')
  if (children.length < 2 || children.length > 20) throw refuse.badParam('children', 'must have 2 to 20 elements')
  if (new Set(children).size < children.length) throw refuse.badParam('children', 'must be different')
  return children
}

function readPoll(params: GraphParams): readonly string[] | null {
  if (!params.has('poll_attachment')) return null
  const given = params.json('poll_attachment')
  if (typeof given !== 'object' || given === null) throw refuse.badParam('poll_attachment', 'must be an object')
  const answers = Object.entries(given)
  const isWhole = answers.every(([name, answer], at) => name === `option_${'abcd'[at]}` && typeof answer === 'string' && answer.trim() !== '' && [...answer].length <= 25)
  if (answers.length < 2 || answers.length > 4 || !isWhole) throw refuse.badParam('poll_attachment', 'must have 2 to 4 options of 1 to 25 characters')
  return answers.map(([, answer]) => String(answer))
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** "Emojis are counted as the number of UTF-8 bytes", all else by its code points. */
export function lengthOf(text: string): number {
  let length = 0
  for (const { segment } of segmenter.segment(text)) length += /^\p{RGI_Emoji}$/v.test(segment) ? Buffer.byteLength(segment) : [...segment].length
  return length
}
