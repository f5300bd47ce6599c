// Forked by servers.ts: `node servers-process.ts <count>`.
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPracticeServer, type PracticeServer } from '../../main/practice/server.ts'
import { signIn } from '../../main/practice/try-out.ts'

export type Ask =
  | { readonly kind: 'urls' }
  | { readonly kind: 'approve'; readonly server: number; readonly url: string }
  | { readonly kind: 'token'; readonly server: number }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'texts' }
  | { readonly kind: 'calls' }
  | { readonly kind: 'close' }
export type Answer = { readonly id: number; readonly value?: unknown; readonly error?: string }

const folder = await mkdtemp(path.join(tmpdir(), 'comptoir-bench-servers-'))
// Wide limits: a thousand posts in one second are not a shop's day. Nobody there speaks, and nothing is written to this computer's disk for good: real servers have their own.
const limits = { calls: 1_000_000, uploads: 1_000_000, posts: 1_000_000, deletes: 1_000_000 }
const servers: PracticeServer[] = []
for (let n = 0; n < Number(process.argv[2]); n++) {
  servers.push(await startPracticeServer({ folder: path.join(folder, String(n)), seed: n + 1, language: 'en', runsByItself: false, isBare: true, limits }))
}

const at = (index: number): PracticeServer => {
  const found = servers[index]
  if (!found) throw new Error(`no server ${index}`)
  return found
}

async function answer(ask: Ask): Promise<unknown> {
  switch (ask.kind) {
    case 'urls': return servers.map(server => server.url)
    case 'approve': return await at(ask.server).approve(ask.url)
    case 'token': return (await signIn(at(ask.server))).token
    case 'delay':
      for (const server of servers) server.faults.set(ask.ms === 0 ? {} : { faults: [{ path: '/api/**', trouble: { kind: 'slow', delayMs: ask.ms } }] })
      return null
    case 'texts': return servers.flatMap(server => server.statuses().filter(status => status.by === server.ownerHandle).map(status => status.text))
    case 'calls': {
      const counts: Record<string, number> = {}
      for (const server of servers) {
        for (const { method, path: called } of server.log.entries()) {
          const kind = `${method} ${called.replaceAll(/\/\d+/g, '/:id')}`
          counts[kind] = (counts[kind] ?? 0) + 1
        }
        server.log.clear()
      }
      return counts
    }
    case 'close':
      await Promise.all(servers.map(server => server.close()))
      process.disconnect()
      return null
  }
}

process.on('message', ({ id, ask }: { id: number; ask: Ask }) => {
  answer(ask).then(value => { if (ask.kind !== 'close') process.send?.({ id, value } satisfies Answer) }, (error: unknown) => process.send?.({ id, error: String(error) } satisfies Answer))
})
// Asked to close, or the run that asked for them is gone.
process.on('disconnect', () => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  process.exit()
})
// The run decides when they end, also when a signal goes to all.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
