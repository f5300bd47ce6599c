import { expect, it } from 'vitest'
import { createAccountDoor } from './account-door.ts'
import type { Http, HttpRequest } from './http.ts'

it('once shut, nothing more goes through, and what is under way is cut off', async () => {
  const sent: HttpRequest[] = []
  const inner: Http = {
    send: request => new Promise(resolve => {
      sent.push(request)
      request.signal?.addEventListener('abort', () => { resolve({ kind: 'no-answer', detail: 'aborted' }) })
    }),
    fetch: (_, init) => Promise.reject(init?.signal?.reason instanceof Error ? init.signal.reason : new Error('cut')),
  }
  const door = createAccountDoor(inner)
  const underWay = door.http.send({ method: 'POST', url: 'https://shop.example/' })
  door.shut()
  expect(await underWay).toMatchObject({ kind: 'no-answer' })
  expect(await door.http.send({ method: 'POST', url: 'https://shop.example/' })).toMatchObject({ kind: 'not-sent' })
  expect(sent).toHaveLength(1)
})
