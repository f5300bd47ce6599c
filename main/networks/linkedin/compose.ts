import type { Content, Part } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Notes } from '../network.ts'
import { littleText } from './format.ts'
import { commentMax, pollDurations, pollQuestionMax } from './limits.ts'
import type { PostContent, PostFields } from './prepared-call.ts'
import { uploadDocument, uploadImage, type PrepareFailure, type UploadTools } from './upload.ts'
import { uploadVideo } from './upload-video.ts'

const refused = (reason: Extract<NetworkFailure, { kind: 'refused' }>['reason'], detail: string): Result<never, NetworkFailure> => fail({ kind: 'refused', reason, detail })
const optionOf = (content: Content, name: 'title' | 'link' | 'audience'): string | null => content.options?.[name]?.trim() || null

/** The post, with its files uploaded. Repeatable; nothing becomes visible. */
export async function composePost(content: Content, notes: Notes, tools: UploadTools): Promise<Result<PostFields, PrepareFailure>> {
  const [part, comment] = content.parts
  if (!part) return refused('not-valid', 'a post needs a text')
  // Said before the post is out, not after.
  if (comment && comment.text.length > commentMax) return refused('text', `a comment is no longer than ${commentMax} characters`)
  const link = optionOf(content, 'link')
  const hasCard = link !== null && canHaveCard(part)
  // Beside several pictures, a video or a poll there is no place for a card: then the link stands in the text.
  const text = link === null || hasCard || part.text.includes(link) ? part.text : `${part.text}\n\n${link}`.trim()
  const filled = hasCard ? await composeArticle(link, part, content, notes, tools) : await composeContent(part, content, notes, tools)
  if (!filled.ok) return filled
  return ok({
    author: tools.author,
    commentary: littleText(text),
    visibility: optionOf(content, 'audience') === 'connections' ? 'CONNECTIONS' : 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
    ...(filled.value === null ? {} : { content: filled.value }),
  })
}

const canHaveCard = ({ media, poll }: Part): boolean => !poll && media.length <= 1 && media.every(use => use.kind === 'image')

/** Exactly one kind of content, as the Posts API takes it. */
async function composeContent(part: Part, content: Content, notes: Notes, tools: UploadTools): Promise<Result<PostContent | null, PrepareFailure>> {
  const { media, poll } = part
  if (poll) return media.length > 0 ? refused('poll', 'a poll stands without pictures') : composePoll(part, content)
  const [first] = media
  if (!first) return ok(null)
  if (first.kind === 'video') {
    if (media.length > 1) return refused('media', 'a video stands alone')
    const video = await uploadVideo(first, notes, tools)
    const title = optionOf(content, 'title')
    return video.ok ? ok({ media: { id: video.value, ...(title === null ? {} : { title }) } }) : video
  }
  if (first.kind === 'document') {
    const title = optionOf(content, 'title')
    if (media.length > 1) return refused('media', 'a document stands alone')
    if (title === null) return refused('not-valid', 'a document needs a title')
    const document = await uploadDocument(first, notes, tools)
    return document.ok ? ok({ media: { id: document.value, title } }) : document
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
async function composeArticle(link: string, { media: [picture] }: Part, content: Content, notes: Notes, tools: UploadTools): Promise<Result<PostContent, PrepareFailure>> {
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

/** The question is the title, where there is one, else how the text begins: the whole of it stands above the poll anyway. */
function composePoll({ text, poll }: Part, content: Content): Result<PostContent, NetworkFailure> {
  if (!poll) return refused('poll', 'there is no poll')
  const [firstLine = ''] = text.trim().split('\n')
  const question = shortened(optionOf(content, 'title') ?? (firstLine.trim() || poll.options.join(' / ')))
  if (poll.multiple) return refused('poll', 'only one answer can be chosen')
  // There are four lengths: the shortest that is not shorter than what was meant.
  const [duration] = pollDurations.find(([, seconds]) => seconds >= poll.durationS) ?? pollDurations[3]
  return ok({ poll: { question, options: poll.options.map(option => ({ text: option })), settings: { duration, voteSelectionType: 'SINGLE_VOTE', isVoterVisibleToAuthor: true } } })
}

/** At a space, where there is one near the end. */
function shortened(question: string): string {
  if (question.length <= pollQuestionMax) return question
  const cut = question.slice(0, pollQuestionMax - 1)
  // Half a sign beyond the basic plane is no sign.
  const whole = cut.replace(/[\ud800-\udbff]$/u, '')
  const space = whole.lastIndexOf(' ')
  return `${whole.slice(0, space > pollQuestionMax / 2 ? space : whole.length)}…`
}
