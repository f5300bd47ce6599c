/** How many calls in a window; the defaults are those of mastodon servers (docs `/api/rate-limits`, read 2 Jul 2026). */
export type RateLimits = {
  readonly calls: number
  readonly uploads: number
  readonly deletes: number
  readonly posts: number
}

export const mastodonRateLimits: RateLimits = { calls: 300, uploads: 30, deletes: 30, posts: 300 }

type Bucket = { readonly limit: number; readonly remaining: number; readonly resetAtMs: number }
export type RateState = Bucket & { readonly exceeded: boolean }

export type RateLimiter = {
  /** Counts one call and answers the limit nearest to exhaustion. */
  take(who: string, method: string, path: string, nowMs: number): RateState
}

const minuteMs = 60_000

export function createRateLimiter(limits: RateLimits): RateLimiter {
  const counts = new Map<string, { windowStart: number; used: number }>()

  const take = (name: string, limit: number, windowMs: number, nowMs: number): RateState => {
    const windowStart = nowMs - (nowMs % windowMs)
    const seen = counts.get(name)
    const used = (seen && seen.windowStart === windowStart ? seen.used : 0) + 1
    counts.set(name, { windowStart, used })
    return { limit, remaining: Math.max(0, limit - used), resetAtMs: windowStart + windowMs, exceeded: used > limit }
  }

  return {
    take(who, method, path, nowMs) {
      const states = [take(`calls ${who}`, limits.calls, 5 * minuteMs, nowMs)]
      if (method === 'POST' && /^\/api\/v[12]\/media$/.test(path)) states.push(take(`uploads ${who}`, limits.uploads, 30 * minuteMs, nowMs))
      if ((method === 'DELETE' && path.startsWith('/api/v1/statuses/')) || path.endsWith('/unreblog')) {
        states.push(take(`deletes ${who}`, limits.deletes, 30 * minuteMs, nowMs))
      }
      if (method === 'POST' && (path === '/api/v1/statuses' || path.endsWith('/reblog'))) {
        states.push(take(`posts ${who}`, limits.posts, 180 * minuteMs, nowMs))
      }
      return states.reduce((nearest, state) =>
        Number(state.exceeded) * 2 + 1 - state.remaining / state.limit > Number(nearest.exceeded) * 2 + 1 - nearest.remaining / nearest.limit ? state : nearest,
      )
    },
  }
}

export function rateHeaders(state: Bucket, unixSeconds: boolean): Record<string, string> {
  return {
    'x-ratelimit-limit': String(state.limit),
    'x-ratelimit-remaining': String(state.remaining),
    // Mastodon writes ISO 8601 with microseconds; GoToSocial writes unix seconds.
    'x-ratelimit-reset': unixSeconds
      ? String(Math.ceil(state.resetAtMs / 1000))
      : new Date(state.resetAtMs).toISOString().replace(/Z$/, '000Z'),
  }
}
