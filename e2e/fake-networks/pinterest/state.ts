/** All the double knows; one object, so that a test sees what happened. */
export type Grant = { readonly access: string; readonly refresh: string; readonly scopes: readonly string[]; readonly accessEndsUtc: number; refreshEndsUtc: number; isAccessDead: boolean; isRefreshDead: boolean }
export type Code = { readonly code: string; readonly redirectUri: string; readonly scopes: readonly string[]; readonly endsUtc: number; isSpent: boolean }
export type Board = { readonly id: string; readonly name: string; readonly privacy: 'PUBLIC' | 'PROTECTED' | 'SECRET'; readonly is_ads_only: boolean; readonly isOurs: boolean }
export type Media = { readonly id: string; readonly key: string; readonly policy: string; bytes: number | null; readyUtc: number | null; isUsed: boolean }
export type Pin = {
  readonly id: string; readonly board: string; readonly kind: 'image' | 'video' | 'multiple_images'
  title: string | null; description: string | null; link: string | null; alt: string | null
  readonly images: number; readonly coverS: number | null; readonly createdAt: number; isDeleted: boolean
}
export type World = {
  readonly now: () => number
  readonly app: { readonly id: string; readonly secret: string; readonly redirectUris: readonly string[]; readonly tier: 'trial' | 'standard' }
  readonly account: { readonly id: string; readonly username: string; readonly business: string }
  readonly boards: Board[]; readonly pins: Pin[]; readonly media: Media[]; readonly grants: Grant[]; readonly codes: Code[]
  readonly requests: { method: string; path: string; status: number }[]
  losesNextAnswer: boolean
  /** Videos are ready this long after they came. */
  readonly processingMs: number
  /** Writing calls left in this minute. */
  readonly writes: { perMinute: number; minute: number; used: number }
  /** Editing pins is a beta that not every app is in. */
  mayEdit: boolean
  nextNumber(): string
}

export const registeredRedirect = 'http://localhost:28432/callback'
export const knownScopes = [
  'user_accounts:read', 'user_accounts:write', 'boards:read', 'boards:read_secret', 'boards:write', 'boards:write_secret', 'pins:read', 'pins:read_secret', 'pins:write', 'pins:write_secret',
]

export function createWorld(now: () => number, processingMs: number): World {
  let number = 813_744_226_420_000_000n
  return {
    now, processingMs,
    app: { id: '1497862', secret: 'pin-secret', redirectUris: [registeredRedirect], tier: 'standard' },
    account: { id: '2783136121146311751', username: 'boulangerieduport', business: 'Boulangerie du Port' },
    boards: [
      { id: '549755885175', name: 'Pains du jour', privacy: 'PUBLIC', is_ads_only: false, isOurs: true },
      { id: '549755885176', name: 'Viennoiseries', privacy: 'PUBLIC', is_ads_only: false, isOurs: true },
      { id: '549755885177', name: 'Ad-only Pins', privacy: 'PROTECTED', is_ads_only: true, isOurs: true },
      { id: '549755885999', name: 'À quelqu’un d’autre', privacy: 'PUBLIC', is_ads_only: false, isOurs: false },
    ],
    pins: [], media: [], grants: [], codes: [], requests: [],
    losesNextAnswer: false, mayEdit: true, writes: { perMinute: 100, minute: 0, used: 0 },
    nextNumber: () => String(++number),
  }
}

export const standing = (world: World): readonly Pin[] => world.pins.filter(pin => !pin.isDeleted).toReversed()
