import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Connection, Scheduler } from './network.ts'

/** A connection none of whose words holds a secret, whatever its server has written back: they go into the journal, to the screen and into exports. */
export function discreet(connection: Connection, clean: (text: string) => string): Connection {
  const said = <G extends unknown[], T, F extends { readonly detail: string }>(ask: (...given: G) => Promise<Result<T, F>>) => async (...given: G): Promise<Result<T, F>> => {
    const answer = await ask(...given)
    return answer.ok ? ok(withoutSecrets(answer.value)) : fail({ ...answer.failure, detail: clean(answer.failure.detail) })
  }
  const withoutSecrets = <T>(value: T): T =>
    typeof value === 'object' && value !== null && 'detail' in value && typeof value.detail === 'string' ? { ...value, detail: clean(value.detail) } : value
  const { schedule, findPerson } = connection
  return {
    ...connection,
    whoAmI: said(connection.whoAmI), prepare: said(connection.prepare), commit: said(connection.commit), find: said(connection.find), readBack: said(connection.readBack),
    read: said(connection.read), thread: said(connection.thread), search: said(connection.search), revoke: said(connection.revoke),
    ...(findPerson ? { findPerson: said(findPerson) } : {}),
    ...(schedule ? { schedule: {
      prepare: said(schedule.prepare), put: said(schedule.put), recall: said(schedule.recall), find: said(schedule.find), ...(schedule.move ? { move: said(schedule.move) } : {}),
    } satisfies Scheduler } : {}),
  }
}
