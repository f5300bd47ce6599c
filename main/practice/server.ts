import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { populate } from './cast.ts'
import { createControl, type SayInput } from './control.ts'
import { createFaultBox, type FaultBox } from './faults.ts'
import { catchUp, nextDue, speak } from './life.ts'
import { createListener } from './listen.ts'
import { createRateLimiter, mastodonRateLimits, type RateLimits } from './rate-limit.ts'
import { acctOf } from './render-account.ts'
import { mediaOf, statusUrl } from './render-status.ts'
import { createRequestLog, type RequestLog } from './request-log.ts'
import { createRoutes } from './routes.ts'
import { approve } from './approve.ts'
import type { StatusRow } from './rows.ts'
import { openStore } from './store.ts'
import { accountByAcct, accountById, isoTime, ownerOf, type World } from './world.ts'

export type PracticeOptions = {
  /** Where the network lives: its database, its pictures, its control token. Made when absent. */
  readonly folder: string
  /** What the customers do depends on it alone; kept from the first start on. */
  readonly seed: number
  readonly language: 'fr' | 'en'
  readonly now?: () => number
  /** Only for the first start; afterwards the remembered port is tried first. 0 or absent: any free one. */
  readonly port?: number
  readonly limits?: Partial<RateLimits>
  /** How long a video is "being processed"; 2 s when absent. */
  readonly processingMs?: number
  /** False in tests with their own clock, who call `tick` themselves. */
  readonly runsByItself?: boolean
  /** For measures: no customer lives there, and nothing has to survive a crash, so that its disk is no part of what is measured. */
  readonly isBare?: boolean
  readonly onCrash?: (error: unknown) => void
}

export type PracticeStatus = {
  readonly id: string
  readonly uri: string
  readonly url: string
  readonly by: string
  readonly text: string
  readonly visibility: string
  readonly createdAt: string
  readonly media: ReadonlyArray<{ readonly type: string; readonly description: string | null }>
  readonly inReplyToId: string | null
}

export type PracticeServer = {
  readonly url: string
  readonly port: number
  /** True when another program has taken the remembered port, so that accounts connected before cannot find the server. */
  readonly hasMoved: boolean
  readonly ownerHandle: string
  /** For `/__practice/…`; also in the file `control-token` of the folder. */
  readonly controlToken: string
  readonly faults: Pick<FaultBox, 'set'>
  readonly log: RequestLog
  /** Does what is due, up to `withinMs` ahead of the clock. */
  tick(withinMs?: number): void
  /** Lets a customer (or the owner) say something; answers the post. Throws for an unknown name or a text over the limit. */
  say(input: SayInput): PracticeStatus
  /** Every post that is there, oldest first, boosts left out. */
  statuses(): PracticeStatus[]
  /** Presses "Authorize" on the page at `authorizeUrl` without a browser; answers the address the browser is then sent to. */
  approve(authorizeUrl: string): Promise<string>
  close(): Promise<void>
}

/**
 * Starts the Practice network on 127.0.0.1, at the same address as the last time.
 *
 * It is a double of a Mastodon server: written from its documentation (state of 2 July 2026, Mastodon 4.6), checked against the community's
 * OpenAPI description 4.7 of 19 August 2026 (`npm run check:descriptions`), and tried by hand with the clients python3-mastodon 1.8.0 and
 * toot 0.34.1. It leaves out streaming, lists, filters, bookmarks, Web Push and grouped notifications, and answers them with 404.
 */
export async function startPracticeServer(options: PracticeOptions): Promise<PracticeServer> {
  const store = openStore(options.folder, options.isBare !== true)
  const now = options.now ?? Date.now
  const seed = Number(store.recall('seed') ?? options.seed)
  store.remember('seed', String(seed))
  const faults = createFaultBox(seed)
  const log = createRequestLog()
  const limits = { ...mastodonRateLimits, ...options.limits }
  let url = ''
  const world: World = {
    store, now, seed, faults, limits, hasCustomers: options.isBare !== true,
    language: store.recall('language') === 'fr' ? 'fr' : store.recall('language') === 'en' ? 'en' : options.language,
    baseUrl: () => url,
    limiter: createRateLimiter(limits),
    processingMs: options.processingMs ?? 2000,
  }
  store.remember('language', world.language)
  populate(world)

  const tick = (withinMs = 0): void => {
    catchUp(world, now() + withinMs)
    arm()
  }
  const reportCrash = (error: unknown): void => {
    // What was still under way when the server was closed finds its database gone: nobody waits for it any more.
    if (!isClosed) (options.onCrash ?? console.error)(error)
  }
  let timer: NodeJS.Timeout | undefined
  const arm = (): void => {
    clearTimeout(timer)
    if (options.runsByItself === false || isClosed) return
    // Looked at again each half minute at the latest, since clocks are set and computers sleep.
    const waitMs = Math.min(Math.max((nextDue(world) ?? Infinity) - now(), 200), 30_000)
    timer = setTimeout(() => {
      try {
        tick()
      } catch (error) {
        // A full disk stops the customers, not the app.
        reportCrash(error)
        timer = setTimeout(arm, 30_000).unref()
      }
    }, waitMs)
    timer.unref()
  }
  let isClosed = false
  const say = (input: SayInput): PracticeStatus => {
    const who = accountByAcct(world, input.from)
    if (!who) throw new Error(`nobody here is called ${input.from}`)
    const said = speak(world, who, input.text, input.visibility ?? 'public', input.inReplyTo)
    if (!said.ok) throw new Error(`${input.from} cannot say this: ${String(said.answer.body)}`)
    return summary(world, said.value)
  }
  const statuses = (): PracticeStatus[] =>
    store.all<StatusRow>('select * from statuses where reblog_of_id is null order by id').map((row) => summary(world, row))

  const controlToken = randomBytes(24).toString('base64url')
  const findRoute = createRoutes()
  const server = createListener({
    world, log,
    findRoute,
    catchUp: () => tick(),
    onCrash: reportCrash,
    control: createControl(controlToken, { setFaults: (plan) => faults.set(plan), log: () => log.entries(), statuses, say, tick }),
  })
  const remembered = Number(store.recall('port') ?? 0)
  const port = await listen(server, remembered || (options.port ?? 0))
  url = `http://127.0.0.1:${port}`
  store.remember('port', String(remembered || port))
  writeFileSync(join(options.folder, 'control-token'), controlToken, { mode: 0o600 })
  arm()

  return {
    url, port, controlToken, log, faults, tick, say, statuses,
    hasMoved: remembered !== 0 && remembered !== port,
    ownerHandle: ownerOf(world).username,
    approve: (authorizeUrl) => approve(world, findRoute, authorizeUrl),
    async close() {
      if (isClosed) return
      isClosed = true
      clearTimeout(timer)
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      server.closeAllConnections()
      await closed
      store.close()
    },
  }
}

/** Removes the network and everything it knew. Its server must be closed. */
export function removePractice(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** Listens on the wished port, or on any free one when another program has it. */
async function listen(server: Server, wished: number): Promise<number> {
  const tryPort = (port: number): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const onError = (error: NodeJS.ErrnoException): void => {
        if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined)
        else reject(error)
      }
      server.once('error', onError)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', onError)
        const address = server.address()
        resolve(typeof address === 'object' && address ? address.port : undefined)
      })
    })
  const port = (await tryPort(wished)) ?? (await tryPort(0))
  if (port === undefined) throw new Error('no port is free on 127.0.0.1')
  return port
}

function summary(world: World, row: StatusRow): PracticeStatus {
  const author = accountById(world, row.account_id)
  if (!author) throw new Error('a post without an author')
  return {
    id: row.id,
    uri: row.uri,
    url: statusUrl(world, author, row.id),
    by: acctOf(author),
    text: row.text,
    visibility: row.visibility,
    createdAt: isoTime(row.created_at),
    media: mediaOf(world, row.id).map(({ type, description }) => ({ type, description })),
    inReplyToId: row.in_reply_to_id,
  }
}

