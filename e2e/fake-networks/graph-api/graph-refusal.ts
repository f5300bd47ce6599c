import { randomBytes } from 'node:crypto'

/** One no of the Graph API, in the shape and with the numbers of https://developers.facebook.com/docs/graph-api/guides/error-handling (read 27 Nov 2026). */
export class GraphRefusal extends Error {
  readonly status: number
  readonly code: number
  readonly more: { readonly subcode?: number; readonly type?: string; readonly isTransient?: boolean; readonly userMessage?: string }
  constructor(status: number, code: number, message: string, more: GraphRefusal['more'] = {}) {
    super(message)
    this.status = status
    this.code = code
    this.more = more
  }
}

export const bodyOf = ({ code, message, more }: GraphRefusal): unknown => ({
  error: {
    message, type: more.type ?? 'OAuthException', code,
    ...(more.subcode === undefined ? {} : { error_subcode: more.subcode }),
    ...(more.isTransient === undefined ? {} : { is_transient: more.isTransient }),
    ...(more.userMessage === undefined ? {} : { error_user_title: 'Error', error_user_msg: more.userMessage }),
    fbtrace_id: `A${randomBytes(8).toString('base64url')}`,
  },
})

export const refuse = {
  noToken: () => new GraphRefusal(400, 2500, 'An active access token must be used to query information about the current user.'),
  badToken: () => new GraphRefusal(401, 190, 'Invalid OAuth access token - Cannot parse access token'),
  /** 460 the password was changed, 463 its time is over, 458 the app was removed, 467 no longer valid. */
  deadToken: (subcode: 458 | 460 | 463 | 467) => new GraphRefusal(401, 190, 'Error validating access token: Session is not valid.', { subcode }),
  wrongProof: () => new GraphRefusal(400, 100, 'Invalid appsecret_proof provided in the API argument', { type: 'GraphMethodException' }),
  noProof: () => new GraphRefusal(400, 100, 'API calls from the server require an appsecret_proof argument', { type: 'GraphMethodException' }),
  oldVersion: (version: string) => new GraphRefusal(400, 2635, `You are calling a deprecated version of the API: ${version}. Please update to the latest version.`),
  unknownPath: (path: string) => new GraphRefusal(400, 2500, `Unknown path components: ${path}`),
  gone: (what: string) => new GraphRefusal(400, 12, `(#12) ${what} is deprecated for versions v22.0 and higher`),
  notThere: (id: string) => new GraphRefusal(400, 100, `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`, { subcode: 33, type: 'GraphMethodException' }),
  unknownField: (field: string, node: string) => new GraphRefusal(400, 100, `(#100) Tried accessing nonexisting field (${field}) on node type (${node})`),
  missingParam: (name: string) => new GraphRefusal(400, 100, `(#100) The parameter ${name} is required`),
  badParam: (name: string, why: string) => new GraphRefusal(400, 100, `(#100) Param ${name} ${why}`),
  permission: (name: string, code = 200) => new GraphRefusal(403, code, `(#${code}) Requires ${name} permission to manage the object`),
  /** 4: the app's allowance, 17 a person's, 32 a page's, 613 a rule of one call's, 80001 a page's by its business use. */
  throttled: (code: 4 | 17 | 32 | 613 | 80_001 | 80_002 | 80_006) => new GraphRefusal(code < 100 ? 403 : 400, code, `(#${code}) There have been too many calls. Wait a bit and try again.`, { isTransient: code < 100 }),
  duplicate: () => new GraphRefusal(400, 506, '(#506) Duplicate status message'),
  blocked: () => new GraphRefusal(400, 368, '(#368) The action attempted has been deemed abusive or is otherwise disallowed', { subcode: 1_390_008 }),
  badMetric: () => new GraphRefusal(400, 100, '(#100) The value must be a valid insights metric'),
} as const
