import { protocol } from 'electron'
import { mediaHash } from '../../preload/contract/ids.ts'
import type { MediaStore } from '../media/media-store.ts'
import type { Log } from '../system/log.ts'
import { answerFile, fileWithin, mimeOf } from './answer-file.ts'
import type { Avatars } from './avatars.ts'
import { appScheme, contentSecurityPolicy, isOwnPage } from './security.ts'

/** Before `ready`: the scheme behaves as https does (secure context, storage of its own, fetch, films by pieces). */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }])
}

export type AppFiles = {
  readonly rendererFolder: string
  readonly media: Pick<MediaStore, 'facts' | 'file' | 'thumb'>
  readonly avatars?: Avatars
  readonly log: Log
}

export function serveApp(files: AppFiles): void {
  protocol.handle(appScheme, request => answerRequest(request, files))
}

/** `app://comptoir/…`: the built page, `/media/<hash>`, `/media/<hash>/thumb`, `/avatar/<base64url of its address>`; 404 for all else. */
export async function answerRequest(request: Request, files: AppFiles): Promise<Response> {
  let answer: Response
  try {
    answer = await find(request, files)
  } catch (cause) {
    files.log.error('a file for the window could not be read', cause)
    answer = new Response(null, { status: 500 })
  }
  answer.headers.set('content-security-policy', contentSecurityPolicy)
  answer.headers.set('x-content-type-options', 'nosniff')
  answer.headers.set('referrer-policy', 'no-referrer')
  answer.headers.set('cross-origin-resource-policy', 'same-origin')
  if (!answer.headers.has('cache-control')) answer.headers.set('cache-control', 'no-cache')
  return answer
}

const notThere = (): Response => new Response(null, { status: 404 })
/** Named by their own content: they never change. */
const forEver = 'private, max-age=31536000, immutable'

async function find(request: Request, files: AppFiles): Promise<Response> {
  if (!isOwnPage(request.url)) return new Response(null, { status: 403 })
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 })
  const { pathname } = new URL(request.url)
  const [, place, name = '', variant, ...rest] = pathname.split('/')
  if (place === 'media') return rest.length > 0 ? notThere() : findMedia(name, variant, request, files)
  if (place === 'avatar') {
    const picture = variant === undefined ? await files.avatars?.read(Buffer.from(name, 'base64url').toString('utf8')) : undefined
    return picture ? new Response(picture, { headers: { 'content-type': 'image/webp', 'cache-control': 'private, max-age=86400' } }) : notThere()
  }
  const file = fileWithin(files.rendererFolder, pathname === '/' ? '/index.html' : pathname)
  const mime = file === null ? null : mimeOf(file)
  return file === null || mime === null ? notThere() : answerFile(file, mime, null)
}

async function findMedia(name: string, variant: string | undefined, request: Request, { media }: AppFiles): Promise<Response> {
  const hash = mediaHash.safeParse(name)
  if (!hash.success || (variant !== undefined && variant !== 'thumb')) return notThere()
  if (variant === 'thumb') {
    const thumb = await media.thumb(hash.data)
    return thumb.ok ? new Response(thumb.value.bytes, { headers: { 'content-type': thumb.value.mime, 'cache-control': forEver } }) : notThere()
  }
  const facts = await media.facts(hash.data)
  if (facts === null) return notThere()
  const answer = await answerFile(media.file(hash.data), facts.mime, request.headers.get('range'))
  if (answer.ok) answer.headers.set('cache-control', forEver)
  return answer
}

