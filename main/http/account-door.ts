import type { Http, HttpRequest } from './http.ts'

/** The door as one account's connection has it: it can be shut, and what went through it is then over. */
export type AccountDoor = { readonly http: Http; shut(): void }

/** Told of what the account asks and is answered: its budget. */
export type Meter = { charge(request: { method: string; url: string; body: unknown }): void; learn(request: { method: string; url: string; body: unknown }, headers: Headers): void }

export function createAccountDoor(http: Http, meter: Meter = { charge: () => undefined, learn: () => undefined }): AccountDoor {
  const shutting = new AbortController()
  const { signal } = shutting
  return {
    http: {
      send: async request => {
        if (signal.aborted) return { kind: 'not-sent', detail: 'this connection was given up' }
        const asked = askedBy(request)
        meter.charge(asked)
        const outcome = await http.send({ ...request, signal: request.signal ? AbortSignal.any([request.signal, signal]) : signal })
        if (outcome.kind === 'answered') meter.learn(asked, outcome.headers)
        return outcome
      },
      fetch: async (input, init) => {
        const request = new Request(input, init)
        return http.fetch(new Request(request, { signal: AbortSignal.any([request.signal, signal]) }))
      },
    },
    shut: () => { shutting.abort() },
  }
}

const askedBy = ({ method, url, body }: HttpRequest) => ({ method, url, body })
