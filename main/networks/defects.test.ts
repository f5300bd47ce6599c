import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fail, ok } from '../../preload/contract/result.ts'
import type { Http, HttpRequest } from '../http/http.ts'
import { openBench, type ConformanceHarness, type ConformanceWorld } from './conformance-harness.ts'
import type { Connection, Network, SecretCell, Session } from './network.ts'
import { parseJson } from './parse-json.ts'
import { networks } from './registry.ts'
import { stories } from './stories.ts'

// A suite that passes proves something only if it fails where it must: ten mistakes that adapters have made, each put into every network
// in which it can be made, and found by the stories.

const harnesses = import.meta.glob<{ harness: ConformanceHarness }>('./*/conformance-harness.ts')

type Defect = {
  readonly name: string
  /** How the story begins that must fail. */
  readonly foundBy: string
  /** Why it cannot be made in this network; null: it can. */
  readonly lacks?: (world: ConformanceWorld, network: Network) => string | null
  readonly http?: (inner: Http) => Http
  /** What it means when it changed no request. */
  readonly unmade?: string
  readonly secret?: (inner: SecretCell) => SecretCell
  readonly connection?: (inner: Connection, session: Session) => Connection
  /** Put around what main has opened. */
  readonly around?: (inner: Connection, session: Session) => Connection
}

const sending = (inner: Http, change: (request: HttpRequest) => HttpRequest): Http => ({
  ...inner,
  send: request => {
    const changed = change(request)
    if (changed.url !== request.url) changes++
    return inner.send(changed)
  },
})
/** How often a mistake was made. */
let changes = 0
const withoutHeaders = (request: HttpRequest, matching: RegExp): HttpRequest => ({ ...request, headers: Object.fromEntries(Object.entries(request.headers ?? {}).filter(([name]) => !matching.test(name))) })

const versionPath = /\/v\d+(?:\.\d+)?\/|(?<=:\/\/[^/]+)\/\d\//u
const versionHeader = /version/iu

const defects: readonly Defect[] = [
  {
    name: 'ignored Retry-After',
    foundBy: 'keeps to the time',
    connection: inner => ({
      ...inner,
      commit: async (...given) => {
        const done = await inner.commit(...given)
        return !done.ok && done.failure.kind === 'rate-limited' ? fail({ ...done.failure, untilUtc: 0 }) : done
      },
    }),
  },
  {
    name: 're-sent commit',
    foundBy: 'publishes once',
    connection: inner => ({
      ...inner,
      commit: async (act, prepared) => {
        await inner.commit(act, prepared)
        return inner.commit(act, prepared)
      },
    }),
  },
  {
    name: 'wrong counting',
    foundBy: 'counts a text',
    connection: inner => ({
      ...inner,
      whoAmI: async () => {
        const who = await inner.whoAmI()
        if (!who.ok) return who
        const { limits } = who.value
        const wider = <R extends { text: { maxGraphemes: number; maxBytes: number | null } }>(rule: R): R => ({ ...rule, text: { ...rule.text, maxGraphemes: rule.text.maxGraphemes + 5, maxBytes: rule.text.maxBytes === null ? null : rule.text.maxBytes + 5 } })
        return ok({ ...who.value, limits: { ...wider(limits), ...(limits.formats ? { formats: limits.formats.map(wider) } : {}) } })
      },
    }),
  },
  {
    name: 'missing version',
    foundBy: 'publishes once',
    lacks: (_, network) => (network.description.apiVersion ? null : 'the network knows no versions'),
    http: inner => sending(inner, request => ({ ...withoutHeaders(request, versionHeader), url: request.url.replace(versionPath, '/') })),
  },
  {
    name: 'swallowed error',
    foundBy: 'finds nothing and concludes',
    connection: inner => ({
      ...inner,
      read: async (stream, cursor) => {
        const page = await inner.read(stream, cursor)
        return page.ok ? page : ok({ entries: [], cursor: cursor ?? '', more: false, isHistory: false, reachedUtc: null })
      },
    }),
  },
  {
    name: 'token in a failure',
    foundBy: 'tells no secret',
    around: (inner, session) => ({
      ...inner,
      commit: async (...given) => {
        const done = await inner.commit(...given)
        const held = await session.secret.read()
        return done.ok ? done : fail({ ...done.failure, detail: `${done.failure.detail} ${held.ok ? held.value : ''}` })
      },
    }),
  },
  {
    name: 'unparsed reply trusted',
    foundBy: 'believes no answer',
    connection: inner => ({
      ...inner,
      commit: async (...given) => {
        const done = await inner.commit(...given)
        return !done.ok && done.failure.kind === 'unknown-outcome' ? ok({ id: '1', url: null, extra: null }) : done
      },
    }),
  },
  {
    name: 'cursor advanced before storing',
    foundBy: 'reads a page again',
    lacks: world => (world.somebodyMentionsUs ? null : 'the network tells of nobody’s words'),
    connection: inner => {
      const reached = new Map<string, string>()
      return {
        ...inner,
        read: async (stream, cursor) => {
          const page = await inner.read(stream, reached.get(stream) ?? cursor)
          if (page.ok) reached.set(stream, page.value.cursor)
          return page
        },
      }
    },
  },
  {
    name: 'refresh token lost',
    foundBy: 'goes on by itself',
    unmade: 'access is renewed by itself there, not by a refresh token',
    secret: inner => ({
      ...inner,
      replace: text => {
        const held = parseJson(text)
        if (typeof held !== 'object' || held === null || !('refresh' in held) || held.refresh === null) return inner.replace(text)
        changes++
        return inner.replace(JSON.stringify({ ...held, refresh: null }))
      },
    }),
  },
  {
    name: 'dead metric name',
    foundBy: 'reads the account’s figures',
    unmade: 'the network names no metrics in its questions',
    http: inner => sending(inner, request => ({ ...request, url: request.url.replace(/([?&](?:metric|metrics|metric_types|fields|user\.fields|tweet\.fields|dailyMetrics?)=)[^&]*/u, '$1page_impressions') })),
  },
]

const spoilt = (network: Network, { http, secret, connection }: Defect): Network => ({
  ...network,
  open: session => {
    const given = { ...session, ...(http ? { http: http(session.http) } : {}), ...(secret ? { secret: secret(session.secret) } : {}) }
    const inner = network.open(given)
    return connection ? connection(inner, given) : inner
  },
})

describe.each(networks.map(network => [network.description.name, network] as const))('mistakes put into %s', (_name, network) => {
  let harness: ConformanceHarness
  const opened: ConformanceWorld[] = []
  beforeAll(async () => {
    const load = harnesses[`./${network.description.id}/conformance-harness.ts`]
    if (!load) throw new Error(`${network.description.id} has no conformance-harness.ts`)
    harness = (await load()).harness
  })
  afterEach(async () => {
    for (const world of opened.splice(0)) await world.stop()
  })

  it.for(defects.map(defect => [defect.name, defect] as const))('%s is found', async ([, defect], context) => {
    if (harness.getReady) return context.skip('its servers are real and take long; the mistakes are found on the others')
    const world = await harness.start()
    opened.push(world)
    const story = stories.find(({ name }) => name.startsWith(defect.foundBy))
    if (!story) throw new Error(`no story begins with ${defect.foundBy}`)
    const bench = openBench(spoilt(network, defect), world)
    const why = defect.lacks?.(world, network) ?? story.lacks?.(bench) ?? null
    if (why !== null) return context.skip(why)
    changes = 0
    const told = await story.tell(defect.around ? { ...bench, connection: defect.around(bench.connection, world.session) } : bench).then(() => 'told', (error: unknown) => (error instanceof Error ? 'failed' : 'thrown'))
    if (defect.unmade !== undefined && changes === 0) return context.skip(defect.unmade)
    expect(told).toBe('failed')
  })
})
