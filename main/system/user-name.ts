import { userInfo } from 'node:os'

/** The name under which someone is signed in to this computer; '' where it has none for us (some containers and locked-down systems). */
export function userName(): string {
  try {
    return userInfo().username.slice(0, 200)
  } catch {
    // No entry for this user: nobody can be named, and nothing hangs on it.
    return ''
  }
}
