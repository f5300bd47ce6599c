import type { MediaUse } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { MediaLimit } from '../../../preload/contract/networks.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Session } from '../network.ts'

export type PrepareFailure = NetworkFailure | { readonly kind: 'media-missing'; readonly detail: string }

/** An address under which the network can fetch the file. Without a web space there is none, and nothing was tried. */
export async function publicAddress(use: MediaUse, limit: Pick<MediaLimit, 'maxBytes' | 'maxPixels' | 'mimes'>, media: Session['media']): Promise<Result<string, PrepareFailure>> {
  if (!media.onTheWeb) return fail({ kind: 'refused', reason: 'no-web-space', detail: 'the network fetches files from the web only' })
  const put = await media.onTheWeb(use, { maxBytes: limit.maxBytes, maxPixels: limit.maxPixels, mimes: limit.mimes })
  return put.ok ? ok(put.value.url) : fail(asPrepareFailure(put.failure))
}

/** What a file's reading or its way to the web space ends in, in the words of a network's step. */
export function asPrepareFailure(failure: Extract<Awaited<ReturnType<Session['media']['original']>>, { ok: false }>['failure']): PrepareFailure {
  const { kind, detail } = failure
  switch (kind) {
    case 'media-missing': case 'unreachable': case 'server-trouble': return { kind, detail }
    case 'refused': case 'rate-limited': return failure
    case 'media-too-large': case 'media-not-understood': return { kind: 'refused', reason: 'media', detail: `${kind}: ${detail}` }
    // The web space's own trouble (its sign-in, a locked keychain): nothing was published, and it may be tried again.
    default: return { kind: 'server-trouble', detail: `${kind}: ${detail}` }
  }
}
