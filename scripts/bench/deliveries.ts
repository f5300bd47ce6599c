import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { AccountId, DeliveryId, PostId } from '../../preload/contract/ids.ts'
import { emptyContent } from '../../preload/contract/drafts.ts'
import type { Delivery } from '../../preload/contract/publishing.ts'
import { connectAll, startComptoir, waitForShell, type RunningApp } from './app.ts'
import { amount, atMost, exactly, type Figure } from './figure.ts'
import type { Machine } from './machine.ts'
import { startServers, type Servers } from './servers.ts'
import { p95 } from './statistics.ts'

const accounts = 10
const answerMs = 50

/**
 * Deliveries due in the same second, against a bare client that makes the two calls each needs (post, read back), one after the other per
 * account, accounts side by side, on the same servers. The servers have a process of their own; each answers after 50 ms.
 */
export async function measureDeliveries(machine: Machine, scale: number): Promise<readonly Figure[]> {
  const perAccount = Math.max(5, Math.round(100 * scale))
  const servers = await startServers(accounts)
  try {
    const tokens = await Promise.all(servers.urls.map((_, index) => servers.token(index)))
    await servers.setDelay(answerMs)
    const bareBeforeMs = await postBare(servers, tokens, perAccount, 'before')
    await servers.setDelay(0)
    const { totalMs, answers, quietAnswers, perDelivery } = await runApp(machine, servers, perAccount)
    const there = (await servers.texts()).filter(text => text.startsWith('Bread number '))
    const bareAfterMs = await postBare(servers, tokens, perAccount, 'after')
    // The servers' own pace before and after: the more posts they hold the slower they are, and the app came in between.
    const bareMs = (bareBeforeMs + bareAfterMs) / 2
    const missing = perAccount * accounts - new Set(there).size
    return [
      { what: `${perAccount * accounts} deliveries due in the same second, ${accounts} accounts`, measured: amount(totalMs / 1000, 's'), against: { what: 'by a bare client making the same calls', amount: amount(bareMs / 1000, 's') }, budget: atMost(1.25, 'ratio'), note: perDelivery },
      { what: 'of these posts missing on the servers', measured: amount(missing, 'posts'), against: null, budget: exactly(0) },
      { what: 'of these posts there more than once', measured: amount(there.length - new Set(there).size, 'posts'), against: null, budget: exactly(0) },
      { what: 'a call of the window meanwhile, p95', measured: amount(p95(answers), 'ms'), against: { what: 'before', amount: amount(p95(quietAnswers), 'ms') }, budget: null },
    ]
  } finally {
    await servers.close()
  }
}

async function runApp(machine: Machine, servers: Servers, perAccount: number) {
  const running = await startComptoir(machine, 'deliveries')
  try {
    await waitForShell(running)
    const connected = await connectAll(running, servers)
    // A shop's posts keep a distance, and a hundred in an hour are asked about: here they are meant.
    await running.page.evaluate(async () => {
      const settings = await window.comptoir.system.settings()
      if (settings.ok) await window.comptoir.system.change({ ...settings.value, pace: { gapMinutes: 0, postsPerHour: 1000 } })
    })
    const quietAnswers = await callWhile(running, () => new Promise(resolve => { setTimeout(resolve, 3000) }))
    const dueUtc = Math.ceil((Date.now() + 4000 + perAccount * accounts * 4) / 1000) * 1000
    for (const account of connected) {
      const put = await running.page.evaluate(deliveries => window.comptoir.outbox.put(deliveries), Array.from({ length: perAccount }, (_, n) => deliveryOf(account.id, n, dueUtc)))
      if (!put.ok || put.value.some(outcome => outcome.kind !== 'accepted')) throw new Error(`not accepted: ${JSON.stringify(put).slice(0, 400)}`)
    }
    if (Date.now() > dueUtc) throw new Error('handing over took too long: the first were due before the last was in')
    await servers.setDelay(answerMs)
    await servers.calls()
    const journal = new DatabaseSync(path.join(running.userData, 'journal.sqlite'), { readOnly: true })
    const open = journal.prepare("SELECT count(*) AS n FROM deliveries WHERE state_kind <> 'published'")
    const ended = journal.prepare('SELECT max(updated_utc) AS utc FROM deliveries')
    const answers = await callWhile(running, async () => {
      const lastUtc = dueUtc + 120_000 + perAccount * 4000
      while (Number(open.get()?.['n']) > 0) {
        if (Date.now() > lastUtc) throw new Error(`${Number(open.get()?.['n'])} deliveries are not published after ${(lastUtc - dueUtc) / 1000} s`)
        await new Promise(resolve => { setTimeout(resolve, 100) })
      }
    })
    const totalMs = Number(ended.get()?.['utc']) - dueUtc
    journal.close()
    const calls = Object.entries(await servers.calls())
    const each = (match: RegExp): string => (calls.filter(([kind]) => match.test(kind)).reduce((sum, [, count]) => sum + count, 0) / (perAccount * accounts)).toFixed(2)
    return { totalMs, answers, quietAnswers, perDelivery: `calls a delivery: ${each(/^POST \/api\/v1\/statuses$/)} to post, ${each(/^GET \/api\/v1\/statuses\/:id$/)} to read back, ${each(/^(?!(POST \/api\/v1\/statuses|GET \/api\/v1\/statuses\/:id)$)/)} for reading the accounts` }
  } finally {
    await running.close()
  }
}

/** How long calls of the window took, one every 50 ms, while something goes on. */
async function callWhile({ page }: RunningApp, work: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const calling = { isOver: false, tookMs: [] as number[], ended: Promise.resolve() }
    Reflect.set(globalThis, 'benchCalling', calling)
    calling.ended = (async () => {
      while (!calling.isOver) {
        const began = performance.now()
        await window.comptoir.system.state()
        calling.tookMs.push(performance.now() - began)
        await new Promise(resolve => { setTimeout(resolve, 50) })
      }
    })()
  })
  await work()
  return page.evaluate(async () => {
    const calling = Reflect.get(globalThis, 'benchCalling') as { isOver: boolean; tookMs: number[]; ended: Promise<void> } // the cast: made above
    calling.isOver = true
    await calling.ended
    return calling.tookMs
  })
}

function deliveryOf(accountId: AccountId, n: number, utc: number): Delivery {
  return {
    id: `bench-${n}:${accountId}` as DeliveryId, revision: 1, accountId, // the casts: ids of a measure
    act: { kind: 'publish', content: { ...emptyContent(), parts: [{ text: `Bread number ${n} for ${accountId}`, media: [], poll: null }] } },
    due: { wall: new Date(utc).toISOString().slice(0, 19), zone: 'UTC', utc }, late: { graceMinutes: 60, then: 'publish' }, origin: { kind: 'post', postId: `bench-${n}` as PostId }, who: 'computer',
  }
}

/** The same two calls with nothing around them: what the servers themselves take. */
async function postBare(servers: Servers, tokens: readonly string[], perAccount: number, name: string): Promise<number> {
  await servers.setDelay(answerMs)
  const began = performance.now()
  await Promise.all(servers.urls.map(async (url, index) => {
    const authorization = `Bearer ${tokens[index] ?? ''}`
    for (let n = 0; n < perAccount; n++) {
      const body = JSON.stringify({ status: `Bare ${name} ${n} for ${index}`, visibility: 'public' })
      const posted = await fetch(`${url}/api/v1/statuses`, { method: 'POST', body, headers: { authorization, 'content-type': 'application/json', 'idempotency-key': `bare-${name}-${index}-${n}` } })
      const { id } = await posted.json() as { id: string } // the cast: Mastodon's Status
      const read = await fetch(`${url}/api/v1/statuses/${id}`, { headers: { authorization } })
      await read.json()
      if (!posted.ok || !read.ok) throw new Error(`the bare client was refused: ${posted.status}, ${read.status}`)
    }
  }))
  const tookMs = performance.now() - began
  await servers.setDelay(0)
  return tookMs
}
