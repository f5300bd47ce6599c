import type { Http } from './http.ts'

/** The door as one account's connection has it: it can be shut, and what went through it is then over. */
export type AccountDoor = { readonly http: Http; shut(): void }

export function createAccountDoor(http: Http): AccountDoor {
  const shutting = new AbortController()
  const { signal } = shutting
  return {
    http: {
      send: async request => signal.aborted
        ? { kind: 'not-sent', detail: 'this connection was given up' }
        : http.send({ ...request, signal: request.signal ? AbortSignal.any([request.signal, signal]) : signal }),
      fetch: async (input, init) => {
        const request = new Request(input, init)
        return http.fetch(new Request(request, { signal: AbortSignal.any([request.signal, signal]) }))
      },
    },
    shut: () => { shutting.abort() },
  }
}
