import type { Poll } from '../../../preload/contract/drafts.ts'

/** Two to four answers by their letters (…/threads/create-posts/polls). */
export const pollAttachment = (poll: Poll): string => JSON.stringify(Object.fromEntries(poll.options.slice(0, 4).map((option, at) => [`option_${'abcd'[at]}`, option])))

/** A topic is one word or several, without the sign and without what the network forbids in it (…/threads/create-posts/topic-tags). */
export const topicTag = (typed: string): string => typed.trim().replace(/^#/u, '').replaceAll(/[.&]/gu, '').trim()
