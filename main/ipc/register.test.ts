import { expect, it } from 'vitest'
import { ok } from '../../preload/contract/result.ts'
import type { Calls } from './calls.ts'
import { answer } from './register.ts'

const troubles: string[] = []
const logTrouble = (where: string, error: unknown): void => { troubles.push(`${where} ${String(error)}`) }
const calls = { // the cast: only what these tests ask for
  outbox: {
    pause: async (why: string) => ok(why),
    put: async () => { throw Object.assign(new Error('x'), { errcode: 13 }) },
    resume: async () => { throw new Error('token-in-the-message') },
  },
} as unknown as Calls

it('parses what is asked and answers a Result', async () => {
  expect(await answer(calls, { logTrouble }, 'outbox', 'pause', 'holiday')).toEqual({ ok: true, value: 'holiday' })
})

it.each([['outbox', 'nothing'], ['constructor', 'name'], ['outbox', '__proto__'], ['outbox', 'toString'], [{}, 'pause'], ['outbox', ['pause']]])('refuses the call %j.%j', async (topic, call) => {
  expect(await answer(calls, { logTrouble }, topic, call, undefined)).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
})

it('refuses bad input before anything runs, and logs where, never what', async () => {
  expect(await answer(calls, { logTrouble }, 'outbox', 'put', [{ id: 'my secret words' }])).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
  expect(troubles.join()).not.toContain('secret words')
})

it('says disk full for a full disk, and hides the words of our own mistakes from the window', async () => {
  expect(await answer(calls, { logTrouble }, 'outbox', 'put', [])).toMatchObject({ ok: false, failure: { kind: 'disk-full' } })
  expect(await answer(calls, { logTrouble }, 'outbox', 'resume', undefined)).toEqual({ ok: false, failure: { kind: 'internal', detail: 'Error' } })
})
