/** All the double knows; one object, so that a test sees what happened. */
export type App = {
  readonly id: string; readonly secret: string
  /** The self-serve products, or Community Management: never both. */
  readonly products: 'self-serve' | 'community-management'
  readonly redirectUris: readonly string[]
  /** Programmatic refresh tokens: for apps LinkedIn has approved only. */
  readonly mayRefresh: boolean
}
export type Token = { readonly access: string; readonly app: string; readonly scopes: readonly string[]; readonly endsUtc: number; isRevoked: boolean }
export type Refresh = { readonly token: string; readonly app: string; readonly scopes: readonly string[]; readonly endsUtc: number; isRevoked: boolean }
export type Code = { readonly code: string; readonly app: string; readonly redirectUri: string; readonly scopes: readonly string[]; readonly endsUtc: number; isSpent: boolean }
export type Upload = {
  readonly urn: string; readonly owner: string; readonly kind: 'image' | 'video' | 'document'
  readonly sizeBytes: number | null; readonly uploadToken: string
  readonly parts: Map<number, { readonly tag: string; readonly bytes: number }>
  status: 'WAITING_UPLOAD' | 'PROCESSING' | 'AVAILABLE' | 'PROCESSING_FAILED'
  readyUtc: number | null
}
export type Post = {
  readonly urn: string; readonly activity: string; readonly author: string
  commentary: string
  readonly visibility: string; readonly content: Readonly<Record<string, unknown>> | null
  readonly createdAt: number; isDeleted: boolean
}
export type Comment = { readonly id: string; readonly urn: string; readonly entity: string; readonly actor: string; text: string; readonly parent: string | null; readonly createdAt: number; isDeleted: boolean }
export type Notice = { readonly id: number; readonly action: string; readonly organization: string; readonly at: number; readonly post: Post | null; readonly comment: Comment | null }

export type World = {
  readonly now: () => number
  readonly apps: readonly App[]
  readonly member: { readonly id: string; readonly first: string; readonly last: string; readonly vanity: string }
  /** Others who show their names. */
  readonly people: readonly { readonly id: string; readonly first: string; readonly last: string; readonly vanity: string }[]
  readonly organizations: readonly { readonly id: number; readonly name: string; readonly vanity: string; readonly role: string }[]
  readonly tokens: Token[]; readonly refreshes: Refresh[]; readonly codes: Code[]
  readonly uploads: Upload[]; readonly posts: Post[]; readonly comments: Comment[]; readonly notices: Notice[]
  /** `actor entity` */
  readonly reactions: Set<string>
  readonly requests: { method: string; path: string; status: number }[]
  losesNextAnswer: boolean
  /** Calls of the member today; beyond the allowance 429. */
  readonly allowance: { perDay: number; day: number; used: number }
  /** Pictures are ready this long after their bytes came; videos and documents five times as long. */
  readonly processingMs: number
  nextNumber(): number
}

/** The version spoken in autumn 2026, and those still alive beside it. */
export const versions = new Set(['202511', '202512', '202601', '202602', '202603', '202604', '202605', '202606', '202607', '202608', '202609'])
export const registeredRedirect = 'http://localhost:28431/callback'

export const scopesOf = { 'self-serve': ['openid', 'profile', 'email', 'w_member_social'], 'community-management': [
  'r_basicprofile', 'w_member_social', 'w_member_social_feed', 'rw_organization_admin', 'r_organization_social', 'w_organization_social', 'r_organization_social_feed',
  'w_organization_social_feed', 'r_organization_followers', 'r_member_postAnalytics', 'r_member_profileAnalytics', 'r_1st_connections_size',
] } as const satisfies Record<App['products'], readonly string[]>

export function createWorld(now: () => number, processingMs: number): World {
  let number = 7_400_000_000_000_000_000n
  const redirectUris = [registeredRedirect]
  return {
    now, processingMs,
    apps: [
      { id: '78profile', secret: 'WPL_AP1.profile', products: 'self-serve', redirectUris, mayRefresh: false },
      { id: '78pages', secret: 'WPL_AP1.pages', products: 'community-management', redirectUris, mayRefresh: false },
      { id: '78partner', secret: 'WPL_AP1.partner', products: 'community-management', redirectUris, mayRefresh: true },
    ],
    member: { id: 'cAm1lle_-9', first: 'Camille', last: 'Durand', vanity: 'camille-durand-pain' },
    people: [{ id: 'jUl1e-42', first: 'Julie', last: 'Martin', vanity: 'julie-martin' }],
    organizations: [
      { id: 2_414_183, name: 'Boulangerie du Port', vanity: 'boulangerie-du-port', role: 'ADMINISTRATOR' },
      { id: 5_515_715, name: 'Marché des Halles', vanity: 'marche-des-halles', role: 'ANALYST' },
    ],
    tokens: [], refreshes: [], codes: [], uploads: [], posts: [], comments: [], notices: [], reactions: new Set(), requests: [],
    losesNextAnswer: false, allowance: { perDay: 100_000, day: 0, used: 0 },
    nextNumber: () => Number(++number % 1_000_000_000n) + 1_000_000_000,
  }
}

export const memberUrn = ({ member }: World): string => `urn:li:person:${member.id}`
/** Who the member may post for, themselves among them. */
export const mayPostAs = (world: World, urn: string): boolean =>
  urn === memberUrn(world) || world.organizations.some(one => `urn:li:organization:${one.id}` === urn && one.role !== 'ANALYST')
export const standing = (world: World): readonly Post[] => world.posts.filter(post => !post.isDeleted).toReversed()
