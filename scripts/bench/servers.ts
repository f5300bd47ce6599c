import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Answer, Ask } from './servers-process.ts'

/** Servers speaking Mastodon, one account each, in one process of their own: what they cost is not the app's. */
export type Servers = {
  readonly urls: readonly string[]
  /** Presses "Authorize" on a server's page; where the browser would be sent. */
  approve(server: number, authorizeUrl: string): Promise<string>
  /** A signed-in stranger's token, for the bare client. */
  token(server: number): Promise<string>
  /** Each answer takes this long from now on. */
  setDelay(ms: number): Promise<void>
  /** The owners' posts' texts, all servers together. */
  texts(): Promise<readonly string[]>
  /** How many calls of each kind came since the last question. */
  calls(): Promise<Readonly<Record<string, number>>>
  close(): Promise<void>
}

export async function startServers(count: number): Promise<Servers> {
  const child = fork(path.join(import.meta.dirname, 'servers-process.ts'), [String(count)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] })
  let asked = 0
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  child.on('message', (answer: Answer) => {
    const found = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.error === undefined) found?.resolve(answer.value)
    else found?.reject(new Error(answer.error))
  })
  child.on('exit', code => {
    for (const { reject } of waiting.values()) reject(new Error(`the servers' process ended with ${String(code)}`))
  })
  // The cast at each caller: servers-process.ts answers by the same type.
  const ask = async <A extends Ask['kind']>(question: Extract<Ask, { kind: A }>): Promise<unknown> => new Promise((resolve, reject) => {
    const id = ++asked
    waiting.set(id, { resolve, reject })
    child.send({ id, ask: question })
  })
  return {
    urls: await ask({ kind: 'urls' }) as string[],
    approve: async (server, url) => await ask({ kind: 'approve', server, url }) as string,
    token: async server => await ask({ kind: 'token', server }) as string,
    setDelay: async ms => { await ask({ kind: 'delay', ms }) },
    texts: async () => await ask({ kind: 'texts' }) as string[],
    calls: async () => await ask({ kind: 'calls' }) as Record<string, number>,
    async close() {
      // A signal to the whole group may have ended it before.
      if (!child.connected) return
      const exited = once(child, 'exit')
      child.send({ id: 0, ask: { kind: 'close' } })
      await exited
    },
  }
}
