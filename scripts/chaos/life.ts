import { spawn, type ChildProcess } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fail, type Result } from '../../preload/contract/result.ts'
import type { FromMain, InsideOptions, Status, ToMain } from './protocol.ts'

const repo = path.resolve(import.meta.dirname, '../..')

export type Death = { readonly kind: 'journal' | 'request' | 'any-moment'; readonly step: string; readonly when: 'before' | 'after' }

/** One process of main, from its start to its end. */
export type Life = {
  readonly process: ChildProcess
  readonly isReady: () => boolean
  readonly isOver: () => boolean
  /** Resolves with how it ended, once it has. */
  readonly ended: Promise<void>
  send(message: ToMain): void
  /** Null: it died before it could answer. */
  status(): Promise<Status | null>
  /** Through the one door, as the window would. Null: it died, and nobody knows whether it had acted. */
  ask<T = unknown>(topic: string, call: string, input?: unknown): Promise<Result<T> | null>
}

export type LifeOptions = { readonly folder: string; readonly env: Readonly<Record<string, string>>; readonly inside: InsideOptions; readonly onDiskFull: () => void }

export function startLife({ folder, env, inside, onDiskFull }: LifeOptions): Life {
  const log = openSync(path.join(folder, 'main.log'), 'a')
  const userData = path.join(folder, 'user-data')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'inside/boot.ts'), repo, `--user-data-dir=${userData}`, '--hidden'], {
    cwd: repo, stdio: ['ignore', log, log, 'ipc'], serialization: 'advanced',
    env: { ...process.env, ...env, COMPTOIR_USER_DATA: userData, COMPTOIR_CHAOS: JSON.stringify(inside), NODE_COMPILE_CACHE: path.join(repo, 'node_modules/.cache/comptoir/compiled') },
  })
  let isReady = false
  let isOver = false
  let asked = 0
  const waiting = new Map<number, (value: unknown) => void>()
  const ended = new Promise<void>(resolve => {
    child.on('exit', () => {
      isOver = true
      for (const answer of waiting.values()) answer(null)
      waiting.clear()
      resolve()
    })
  })
  child.on('error', () => undefined) // a message to a process that has just died; its exit says the rest
  child.on('message', (message: FromMain) => {
    if (message.kind === 'ready') isReady = true
    else if (message.kind === 'disk-was-full') onDiskFull()
    else {
      waiting.get(message.id)?.(message.kind === 'status' ? message.status : message.value)
      waiting.delete(message.id)
    }
  })
  const send = (message: ToMain): void => { if (!isOver && child.connected) child.send(message, () => undefined) }
  const question = (make: (id: number) => ToMain): Promise<unknown> => new Promise(resolve => {
    if (isOver) {
      resolve(null)
      return
    }
    const id = ++asked
    waiting.set(id, resolve)
    send(make(id))
  })
  return {
    process: child, ended, send,
    isReady: () => isReady,
    isOver: () => isOver,
    // The casts: agent.ts answers by the same types, and main by its contract.
    status: async () => await question(id => ({ kind: 'status', id })) as Status | null,
    ask: async <T>(topic: string, call: string, input?: unknown) => await question(id => ({ kind: 'ask', id, topic, call, input })) as Result<T> | null,
  }
}

/** The deaths main wrote down in the instant before, oldest first. */
export function readDeaths(file: string): readonly Death[] {
  return readFileSync(file, 'utf8').split('\n').filter(line => line !== '').map(line => JSON.parse(line) as Death) // written by agent.ts
}

/** For what must succeed while nothing is killed. */
export async function mustAnswer<T>(answer: Promise<Result<T> | null>, what: string): Promise<T> {
  const result = await answer ?? fail({ kind: 'internal', detail: 'main died' })
  if (!result.ok) throw new Error(`${what}: ${JSON.stringify(result.failure)}`)
  return result.value
}
