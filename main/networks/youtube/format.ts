import type { Content } from '../../../preload/contract/drafts.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { forbiddenSigns, tagsMax, titleMax, usualCategory } from './limits.ts'
import type { VideoBody } from './prepared-call.ts'

/** Written with commas between. */
export const readTags = (text: string | undefined): string[] => [...new Set((text ?? '').split(',').map(tag => tag.trim().replace(/^#/u, '')).filter(tag => tag !== ''))]

/** As YouTube counts them: commas between, and quotation marks around a tag with a space in it. */
export const tagsLength = (tags: readonly string[]): number => tags.reduce((sum, tag) => sum + [...tag].length + (/\s/u.test(tag) ? 2 : 0), Math.max(0, tags.length - 1))

/** The language as a BCP 47 tag that YouTube knows: it refuses what is no language. */
const languageOf = (tag: string | null): string | null => (tag !== null && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/iu.test(tag) ? tag : null)

/** A new video as its owner wants it, all but its id. What YouTube would refuse is refused here, before anything is uploaded. */
export function composeVideo(content: Content): Result<Omit<VideoBody, 'id'> & Required<Pick<VideoBody, 'status'>>, NetworkFailure> {
  const { options = {}, parts } = content
  const title = (options['title'] ?? '').trim()
  const description = parts[0]?.text ?? ''
  const kids = options['made-for-kids']
  const audience = options['audience'] ?? 'public'
  const checked = checkWords(title, description) ?? (kids !== 'yes' && kids !== 'no' ? refused('not-valid', 'it is not said whether it is made for kids') : null)
    ?? (audience !== 'public' && audience !== 'unlisted' ? refused('not-valid', 'who can see it is neither everybody nor whoever has the link') : null)
    // YouTube switches comments off there.
    ?? (kids === 'yes' && parts.length > 1 ? refused('not-supported', 'a video made for kids takes no comment') : null)
  if (checked) return fail(checked)
  const tags = readTags(options['tags'])
  if (tagsLength(tags) > tagsMax) return fail(refused('text', 'the tags are too long'))
  if (tags.some(tag => forbiddenSigns.test(tag))) return fail(refused('text', 'a tag has < or > in it'))
  const language = languageOf(content.language)
  return ok({
    snippet: { title, description, categoryId: options['category'] || usualCategory, ...(tags.length > 0 ? { tags } : {}), ...(language === null ? {} : { defaultLanguage: language, defaultAudioLanguage: language }) },
    status: {
      privacyStatus: audience === 'unlisted' ? 'unlisted' : 'public', selfDeclaredMadeForKids: kids === 'yes', embeddable: true, license: 'youtube', publicStatsViewable: true,
      ...(options['made-by-ai'] === 'yes' ? { containsSyntheticMedia: true } : {}),
    },
    ...(options['paid-partnership'] === 'yes' ? { paidProductPlacementDetails: { hasPaidProductPlacement: true } } : {}),
  })
}

/** Null: fine. */
export function checkWords(title: string, description: string): NetworkFailure | null {
  if (title === '') return refused('text', 'the title is missing')
  if ([...title].length > titleMax) return refused('text', 'the title is too long')
  if (forbiddenSigns.test(title) || forbiddenSigns.test(description)) return refused('text', 'neither title nor description may have < or > in it')
  return new TextEncoder().encode(description).length > 5000 ? refused('text', 'the description is too long') : null
}

const refused = (reason: Extract<NetworkFailure, { kind: 'refused' }>['reason'], detail: string): NetworkFailure => ({ kind: 'refused', reason, detail })

/** An answer to an answer: all stand in one row below the first comment, so it says whom it is for. */
export function withHandle(text: string, handle: string): string {
  const bare = handle.replace(/^@/u, '')
  return bare === '' || /\s/u.test(bare) || text.toLowerCase().includes(`@${bare.toLowerCase()}`) ? text : `@${bare} ${text}`
}
