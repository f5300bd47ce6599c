import { expect, it } from 'vitest'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { NetworkFailure } from '../../preload/contract/failures.ts'
import { createTokens, tokenSet, type TokenSet } from './tokens.ts'

const now = Date.UTC(2026, 10, 27)
const first: TokenSet = { access: 'a1', refresh: 'r1', expiresUtc: now + 60_000 }

function bench(answer: (used: TokenSet) => Result<TokenSet, NetworkFailure>) {
  const state = { kept: JSON.stringify(first), isLocked: false, used: [] as (string | null)[] }
  const cell = {
    read: async () => ok(state.kept),
    replace: async (text: string) => {
      if (state.isLocked) return fail({ kind: 'keychain-locked', detail: '' } as const)
      state.kept = text
      return ok(undefined)
    },
  }
  const tokens = createTokens(cell, tokenSet, () => now, async secret => {
    state.used.push(secret.refresh)
    await new Promise(resolve => setTimeout(resolve, 5))
    return answer(secret)
  })
  return { tokens, state }
}
const second: TokenSet = { access: 'a2', refresh: 'r2', expiresUtc: now + 3_600_000 }

it('renews once for all who ask, and keeps the new pair before anybody uses it', async () => {
  const { tokens, state } = bench(() => ok(second))
  const all = await Promise.all([tokens.good(), tokens.renewed('a1'), tokens.good(), tokens.renewed('a1')])
  expect(all.map(one => one.ok && one.value.access)).toEqual(['a2', 'a2', 'a2', 'a2'])
  expect([state.used, JSON.parse(state.kept)]).toEqual([['r1'], second])
})

it('pain 12: a refresh token is never overwritten by nothing', async () => {
  const { tokens, state } = bench(() => ok({ ...second, refresh: null }))
  await tokens.good()
  expect(JSON.parse(state.kept)).toMatchObject({ access: 'a2', refresh: 'r1' })
})

it('does not burn a second refresh token when the keychain would not take the first', async () => {
  const { tokens, state } = bench(() => ok(second))
  state.isLocked = true
  expect(await tokens.renewed('a1')).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(await tokens.good()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  state.isLocked = false
  expect(await tokens.good()).toMatchObject({ ok: true, value: { access: 'a2' } })
  expect([state.used, JSON.parse(state.kept)]).toEqual([['r1'], second])
})

it('uses what is still alive when the renewal does not get through, and says so when it is refused', async () => {
  const line = bench(() => fail({ kind: 'unreachable', detail: '' }))
  expect(await line.tokens.good()).toMatchObject({ ok: true, value: { access: 'a1' } })
  const dead = bench(() => fail({ kind: 'needs-sign-in', detail: '' }))
  expect(await dead.tokens.good()).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
})
