import { accountRoutes } from './accounts.ts'
import type { Route } from './call.ts'
import { consentRoutes } from './consent.ts'
import { conversationRoutes } from './conversations.ts'
import { editRoutes } from './edit-status.ts'
import { instanceRoutes } from './instance.ts'
import { markerRoutes } from './markers.ts'
import { mediaRoutes } from './media.ts'
import { notificationRoutes } from './notifications.ts'
import { appRoutes } from './oauth-apps.ts'
import { tokenRoutes } from './oauth-tokens.ts'
import { pageRoutes } from './pages.ts'
import { pollRoutes } from './polls.ts'
import { relationRoutes } from './relations.ts'
import { scheduledRoutes } from './scheduled.ts'
import { searchRoutes } from './search.ts'
import { statusActRoutes } from './status-acts.ts'
import { statusRoutes } from './statuses.ts'
import { timelineRoutes } from './timelines.ts'

export type FindRoute = (method: string, path: string) => { route: Route; params: Record<string, string> } | undefined

/** All that the Practice network answers. A fixed part of a path wins over a `:name`, whatever the order of the list. */
export function createRoutes(): FindRoute {
  const table = [
    ...appRoutes, ...consentRoutes(), ...tokenRoutes, ...instanceRoutes, ...accountRoutes, ...relationRoutes, ...statusRoutes, ...editRoutes,
    ...statusActRoutes, ...scheduledRoutes, ...mediaRoutes, ...pollRoutes, ...notificationRoutes, ...conversationRoutes, ...markerRoutes,
    ...searchRoutes, ...timelineRoutes, ...pageRoutes,
  ].map((route) => ({ route, parts: route.path.split('/') }))
  table.sort((one, other) => one.route.path.split(':').length - other.route.path.split(':').length)

  return (method, path) => {
    // Rails does not mind a slash at the end, and python3-mastodon sends one.
    const asked = (path.length > 1 ? path.replace(/\/$/, '') : path).split('/')
    for (const { route, parts } of table) {
      if (route.method !== method || parts.length !== asked.length) continue
      const params: Record<string, string> = {}
      const fits = parts.every((part, index) => {
        const value = asked[index] ?? ''
        const at = part.indexOf(':')
        if (at < 0) return part === value
        if (!value.startsWith(part.slice(0, at)) || value.length === at) return false
        const decoded = decodePart(value.slice(at))
        if (decoded === undefined) return false
        params[part.slice(at + 1)] = decoded
        return true
      })
      if (fits) return { route, params }
    }
    return undefined
  }
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined // not valid percent-encoding: no route has such an address
  }
}
