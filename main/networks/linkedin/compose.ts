import type { Content, Part } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Notes } from '../network.ts'
import { littleText } from './format.ts'
import { commentMax, pollDurations, pollQuestionMax } from './limits.ts'
import type { PostContent, PostFields } from './prepared-call.ts'
import { uploadImage, type PrepareFailure, type UploadTools } from './upload.ts'
import { uploadVideo } from './upload-video.ts'

const refused = (reason: Extract<NetworkFailure, { kind: 'refused' }>['reason'], detail: string): Result<never, NetworkFailure> => fail({ kind: 'refused', reason, detail })
const optionOf = (content: Content, name: 'title' | 'link' | 'audience'): string | null => content.options?.[name]?.trim() || null

/** The post, with its files uploaded. Repeatable; nothing becomes visible. */
export async function composePost(content: Content, notes: Notes, tools: UploadTools): Promise<Result<PostFields, PrepareFailure>> {
  const [part, comment] = content.parts
  if (!part) return refused('not-valid', 'a post needs a text')
  // Said before the post is out, not after.
  if (comment && comment.text.length > commentMax) return refused('text', `a comment is no longer than ${commentMax} characters`)
  const filled = await composeContent(part, content, notes, tools)
  if (!filled.ok) return filled
  return ok({
    author: tools.author,
    commentary: littleText(part.text),
    visibility: optionOf(content, 'audience') === 'connections' ? 'CONNECTIONS' : 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
    ...(filled.value === null ? {} : { content: filled.value }),
  })
}

/** Exactly one kind of content, as the Posts API takes it. */
async function composeContent(part: Part, content: Content, notes: Notes, tools: UploadTools): Promise<Result<PostContent | null, PrepareFailure>> {
  const { media, poll } = part
  const link = optionOf(content, 'link')
  if (poll) return media.length > 0 || link !== null ? refused('poll', 'a poll stands without pictures and links') : composePoll(part, content)
  if (link !== null) return await composeArticle(link, part, content, notes, tools)
  const [first] = media
  if (!first) return ok(null)
  if (first.kind === 'video') {
    if (media.length > 1) return refused('media', 'a video stands alone')
    const video = await uploadVideo(first, notes, tools)
    const title = optionOf(content, 'title')
    return video.ok ? ok({ media: { id: video.value, ...(title === null ? {} : { title }) } }) : video
  }
  const images: { readonly id: string; readonly altText?: string }[] = []
  for (const use of media) {
    if (use.kind !== 'image') return refused('media', 'pictures and videos do not stand in one post')
    const image = await uploadImage(use, notes, tools)
    if (!image.ok) return image
    images.push({ id: image.value, ...(use.alt.trim() === '' ? {} : { altText: use.alt }) })
  }
  const [only] = images
  return ok(images.length === 1 && only ? { media: only } : { multiImage: { images } })
}

/** LinkedIn does not look at the page: its title and picture are what we say. A single picture of the post becomes the card's. */
async function composeArticle(link: string, { media: [picture, ...others] }: Part, content: Content, notes: Notes, tools: UploadTools): Promise<Result<PostContent, PrepareFailure>> {
  if (others.length > 0 || picture?.kind === 'video') return refused('media', 'a link with its card has one picture and no video')
  const thumbnail = picture ? await uploadImage(picture, notes, tools) : null
  if (thumbnail && !thumbnail.ok) return thumbnail
  return ok({
    article: {
      source: link,
      title: optionOf(content, 'title') ?? URL.parse(link)?.hostname.replace(/^www\./u, '') ?? link,
      ...(thumbnail ? { thumbnail: thumbnail.value, ...(picture && picture.alt.trim() !== '' ? { thumbnailAltText: picture.alt } : {}) } : {}),
    },
  })
}

/** The question is the title, where there is one, else the text itself. */
function composePoll({ text, poll }: Part, content: Content): Result<PostContent, NetworkFailure> {
  if (!poll) return refused('poll', 'there is no poll')
  const question = optionOf(content, 'title') ?? text.trim()
  if (question === '' || question.length > pollQuestionMax) return refused('poll', `the question of a poll (its title, or else its text) is no longer than ${pollQuestionMax} characters`)
  if (poll.multiple) return refused('poll', 'only one answer can be chosen')
  // There are four lengths: the shortest that is not shorter than what was meant.
  const [duration] = pollDurations.find(([, seconds]) => seconds >= poll.durationS) ?? pollDurations[3]
  return ok({ poll: { question, options: poll.options.map(option => ({ text: option })), settings: { duration, voteSelectionType: 'SINGLE_VOTE', isVoterVisibleToAuthor: true } } })
}
