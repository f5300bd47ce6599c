import type { WebSpace, WebSpaceTrouble } from '../../preload/contract/web-space.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Http, HttpOutcome } from '../http/http.ts'

export type PlaceFailure = { readonly kind: Exclude<WebSpaceTrouble, 'not-public' | 'not-the-picture' | 'not-removed'>; readonly detail: string }

/** A folder that can be written to. Both acts may be repeated. */
export type Place = {
  put(name: string, bytes: Uint8Array<ArrayBuffer>, mime: string): Promise<Result<void, PlaceFailure>>
  /** What is not there is removed. */
  remove(name: string): Promise<Result<void, PlaceFailure>>
}

/** Pictures in seconds; a film of a few hundred megabytes on a slow line takes its time. */
const putTimeoutMs = 900_000

/**
 * Of WebDAV (RFC 4918) only what every server has: PUT and DELETE, with a name and password (RFC 7617). Digest sign-ins are not spoken:
 * over https they add nothing, and hosts that offer them offer the plain one as well.
 */
export function webdavPlace({ address, user }: Pick<WebSpace, 'address' | 'user'>, password: string, http: Pick<Http, 'send'>): Place {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
  return {
    put: async (name, bytes, mime) => judge(await http.send({ method: 'PUT', url: addressOf(address, name), headers: { authorization, 'content-type': mime }, body: bytes, timeoutMs: putTimeoutMs })),
    remove: async name => {
      const outcome = await http.send({ method: 'DELETE', url: addressOf(address, name), headers: { authorization } })
      return outcome.kind === 'answered' && (outcome.status === 404 || outcome.status === 410) ? ok(undefined) : judge(outcome)
    },
  }
}

/** A name below a folder, whether its address ends with a slash or not. */
export const addressOf = (folder: string, name: string): string => new URL(encodeURIComponent(name), folder.endsWith('/') ? folder : `${folder}/`).href

function judge(outcome: HttpOutcome): Result<void, PlaceFailure> {
  if (outcome.kind !== 'answered') return fail({ kind: 'unreachable', detail: outcome.detail })
  const { status } = outcome
  const detail = `HTTP ${status}`
  if (status >= 200 && status < 300) return ok(undefined)
  switch (status) {
    case 401: case 403: return fail({ kind: 'no-entry', detail })
    // 409: a folder on the way is missing (RFC 4918 9.7.1); 405: there is no such thing as writing here.
    case 404: case 405: case 409: return fail({ kind: 'no-folder', detail })
    case 413: case 507: return fail({ kind: 'no-room', detail })
    default: return fail({ kind: 'trouble', detail })
  }
}
