/** What the double knows, apart from how it is asked. Its clock is the caller's. */
export const app = { key: 'awtest1234567890', secret: 'tiktok-secret-of-the-owners-app', redirect: 'http://127.0.0.1:*/callback/' } as const
export const allScopes = ['user.info.basic', 'user.info.profile', 'user.info.stats', 'video.list', 'video.publish', 'video.upload'] as const
export const levels = ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY'] as const
export type Level = (typeof levels)[number]

export type Grant = { readonly scopes: readonly string[]; isAlive: boolean; access: string; accessEndsUtc: number; refresh: string; refreshEndsUtc: number }
export type Code = { readonly redirectUri: string; readonly challenge: string; readonly scopes: readonly string[]; readonly endsUtc: number }

export type Task = {
  readonly id: string
  readonly kind: 'video' | 'photo'
  readonly mode: 'direct' | 'inbox'
  readonly text: string
  readonly level: Level
  readonly size: number
  readonly chunkSize: number
  readonly count: number
  readonly uploadToken: string
  readonly startedUtc: number
  received: number
  looksLikeVideo: boolean
  /** All bytes are there (or the pictures are being fetched) since. */
  completeUtc: number | null
  failReason: string | null
  /** The owner has finished the draft in the app. */
  finishedUtc: number | null
  readonly postId: string
  isDeleted: boolean
}

export type Options = {
  readonly now?: () => number
  /** How long TikTok works on a post, and how long it moderates one that everybody is to see. */
  readonly processingMs?: number
  readonly moderationMs?: number
}

export function createState({ now = Date.now, processingMs = 1500, moderationMs = 500 }: Options) {
  let serial = 0
  const state = {
    now, grants: [] as Grant[], codes: new Map<string, Code>(), tasks: [] as Task[],
    creator: { username: 'boulangerie.martin', nickname: 'Boulangerie Martin', isPrivate: false, commentDisabled: false, duetDisabled: false, stitchDisabled: false, maxSeconds: 600 },
    isAudited: true, isBanned: false, followers: 812, following: 33, verifiedHosts: ['images.boulangerie.example'],
    next: (prefix: string): string => `${prefix}${++serial}`,
    postId: (): string => String(7_576_543_210_987_650_001n + BigInt(serial++)),
    levelsOffered: (): readonly Level[] => !state.isAudited ? ['SELF_ONLY'] : state.creator.isPrivate ? ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'] : ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
    /** Since when it stands on the account; null: it does not. */
    outUtc(task: Task): number | null {
      if (task.isDeleted || task.completeUtc === null || task.failReason !== null) return null
      const out = task.mode === 'inbox' ? task.finishedUtc : task.completeUtc + processingMs
      return out !== null && now() >= out ? out : null
    },
    /** Everybody sees it, and its number is told. */
    isListed: (task: Task): boolean => {
      const out = state.outUtc(task)
      return out !== null && task.level === 'PUBLIC_TO_EVERYONE' && now() >= out + moderationMs
    },
    statusOf(task: Task): { readonly status: string; readonly fail_reason?: string; readonly uploaded_bytes?: number; readonly publicaly_available_post_id?: readonly string[] } {
      const bytes = task.kind === 'video' ? { uploaded_bytes: task.received } : {}
      if (task.completeUtc === null || now() < task.completeUtc + processingMs) return { status: task.kind === 'video' ? 'PROCESSING_UPLOAD' : 'PROCESSING_DOWNLOAD', ...bytes }
      if (task.failReason !== null) return { status: 'FAILED', fail_reason: task.failReason, ...bytes }
      if (task.mode === 'inbox' && state.outUtc(task) === null) return { status: 'SEND_TO_USER_INBOX', ...bytes }
      return { status: 'PUBLISH_COMPLETE', publicaly_available_post_id: state.isListed(task) ? [task.postId] : [], ...bytes }
    },
    urlOf: (task: Task): string => `https://www.tiktok.com/@${state.creator.username}/${task.kind}/${task.postId}`,
  }
  return state
}
export type State = ReturnType<typeof createState>
