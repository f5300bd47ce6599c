import type { Limits } from '../../preload/contract/networks.ts'
import type { Act } from '../../preload/contract/publishing.ts'
import { fail, type Result } from '../../preload/contract/result.ts'
import type { Connection } from './network.ts'

/** A connection of an account that takes no documents says so itself: its network's adapter knows pictures and videos, and would take one for the other. */
export function refuseDocuments(connection: Connection, { documents }: Pick<Limits, 'documents'>): Connection {
  if (documents !== undefined) return connection
  const guarded = <G extends unknown[], T, F>(prepare: (act: Act, ...given: G) => Promise<Result<T, F>>) => (act: Act, ...given: G) =>
    carriesDocument(act) ? Promise.resolve(fail({ kind: 'refused', reason: 'media', detail: 'this account takes no documents' } as const)) : prepare(act, ...given)
  const { schedule } = connection
  return { ...connection, prepare: guarded(connection.prepare), ...(schedule ? { schedule: { ...schedule, prepare: guarded(schedule.prepare) } } : {}) }
}

const carriesDocument = (act: Act): boolean => 'content' in act && act.content.parts.some(part => part.media.some(use => use.kind === 'document'))
