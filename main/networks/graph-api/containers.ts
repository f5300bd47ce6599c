import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { described, isSuccess } from '../judge-answer.ts'
import { judgePosts, type SeenPost } from '../judge-posts.ts'
import type { Found, Known, Notes } from '../network.ts'
import { graphId, type GraphCall, type GraphClient } from './client.ts'
import { graphErrorOf } from './graph-error.ts'
import type { PrepareFailure } from './public-media.ts'

/**
 * Publishing in two steps, as two of these networks do it: a container is made, which nobody sees and which lives for a day; publishing it is
 * one call, and a container can be published once only. So its id is the key of a delivery: it is written down before anything is public.
 */
export type ContainerDialect = {
  /** Where containers are made, and where one is published. */
  readonly createPath: string
  readonly publishPath: string
  readonly statusField: 'status' | 'status_code'
  /** Why it failed; null: the network does not say. */
  readonly errorField: 'error_message' | 'status'
}
export type ContainerTools = { readonly client: GraphClient; readonly dialect: ContainerDialect; readonly now: () => number; readonly wait: (ms: number) => Promise<void> }

const states = z.enum(['IN_PROGRESS', 'FINISHED', 'PUBLISHED', 'ERROR', 'EXPIRED'])
export type ContainerState = { readonly kind: z.infer<typeof states>; readonly why: string }

export async function containerState(id: string, { client, dialect }: Pick<ContainerTools, 'client' | 'dialect'>): Promise<Result<ContainerState, NetworkFailure>> {
  const fields = [...new Set(['id', dialect.statusField, dialect.errorField])].join(',')
  const shape = z.object({ id: z.literal(id), [dialect.statusField]: states }).catchall(z.unknown())
  const read = await client.ask({ path: `/${graphId(id)}`, query: { fields } }, shape)
  if (!read.ok) return read
  const kind = states.parse(read.value[dialect.statusField])
  const why = read.value[dialect.errorField]
  return ok({ kind, why: typeof why === 'string' ? why.slice(0, 300) : '' })
}

const created = z.object({ id: z.string().min(1), uri: z.string().optional() })
export type Created = z.infer<typeof created>

/** As the form is sent; what is undefined is left out. */
export type ContainerFields = Readonly<Record<string, string | undefined>>

export type ContainerOrder = {
  /** Under which its id is noted: the same for the same content, whatever address its file has this time. */
  readonly name: string
  /** What it is made of; asked for only when it must be made. */
  readonly fields: () => Promise<Result<ContainerFields, PrepareFailure>>
  readonly suspect: GraphCall['suspect']
  /** Sends the bytes, where they are not fetched by the network. */
  readonly upload?: (made: Created) => Promise<Result<void, PrepareFailure>>
  /** How long it may be worked on before the delivery is put off. */
  readonly patienceMs: number
}

/** The id of a container that is ready to be published: the one noted before, or a new one. May be repeated; nothing becomes visible. */
export async function readyContainer(order: ContainerOrder, notes: Notes, tools: ContainerTools): Promise<Result<string, PrepareFailure>> {
  const noted = notes.get(order.name)
  if (noted) {
    const state = await containerState(noted, tools)
    // Published: its answer was lost. Sending it again cannot double it, a new one could.
    if (state.ok && (state.value.kind === 'FINISHED' || state.value.kind === 'PUBLISHED')) return ok(noted)
    if (state.ok && state.value.kind === 'IN_PROGRESS') return await untilReady(noted, order, notes, tools)
    if (!state.ok && state.failure.kind !== 'missing') return state
  }
  const fields = await order.fields()
  if (!fields.ok) return fields
  const call: GraphCall = { method: 'POST', path: tools.dialect.createPath, form: fields.value, ...(order.suspect ? { suspect: order.suspect } : {}) }
  const made = await make(call, tools)
  if (!made.ok) return made
  const sent = await order.upload?.(made.value)
  if (sent && !sent.ok) return sent
  notes.set(order.name, made.value.id)
  return await untilReady(made.value.id, order, notes, tools)
}

/** The network's own failures to fetch a file: another try may do. By their numbers, and in one of the networks by a word of its closed list. */
const isFetchTrouble = (why: string): boolean => /DOWNLOAD|\b22070(?:03|52|32|53|76|77|82)\b/u.test(why)
const couldNotFetch = new Set([9004, 2_207_003, 2_207_052])

async function make(call: GraphCall, { client }: ContainerTools): Promise<Result<Created, NetworkFailure>> {
  const outcome = await client.send(call)
  const parsed = isSuccess(outcome) ? created.safeParse(outcome.json) : null
  if (parsed?.success) return ok(parsed.data)
  const failure = await client.failureOfRead(outcome, call)
  const error = outcome.kind === 'answered' ? graphErrorOf(outcome.json) : null
  const isFetch = error !== null && (couldNotFetch.has(error.code) || couldNotFetch.has(error.error_subcode ?? NaN))
  return fail(isFetch && failure.kind === 'refused' ? { kind: 'server-trouble', detail: failure.detail } : failure)
}

async function untilReady(id: string, order: Pick<ContainerOrder, 'name' | 'patienceMs'>, notes: Notes, tools: ContainerTools): Promise<Result<string, NetworkFailure>> {
  const deadline = tools.now() + order.patienceMs
  // Advised is once a minute, for five minutes; texts and pictures are ready at once as a rule, so the first looks come sooner.
  let delayMs = 1000
  for (;;) {
    const state = await containerState(id, tools)
    // Just made, it cannot be gone: the network does not show it (yet). The next try looks again, and makes another if need be.
    if (!state.ok) return state.failure.kind === 'missing' ? fail({ kind: 'server-trouble', detail: state.failure.detail }) : state
    const { kind, why } = state.value
    switch (kind) {
      case 'FINISHED': case 'PUBLISHED': return ok(id)
      case 'EXPIRED':
        notes.set(order.name, '')
        return fail({ kind: 'server-trouble', detail: `container ${id} has expired` })
      case 'ERROR':
        notes.set(order.name, '')
        return fail(isFetchTrouble(why) ? { kind: 'server-trouble', detail: `container ${id}: ${why}` } : { kind: 'refused', reason: 'media', detail: `container ${id}: ${why}` })
      case 'IN_PROGRESS':
        if (tools.now() >= deadline) return fail({ kind: 'server-trouble', detail: `the network is still working on container ${id}` })
        await tools.wait(delayMs)
        delayMs = Math.min(delayMs * 2, 60_000)
    }
  }
}

const published = z.object({ id: z.string().min(1) })
/** "Not ready" by its numbers: the container is there and can be published a little later. */
const notReady = new Set([9007, 2_207_027, 24, 4_279_009])

/** The one step. A no is believed only when the container itself says that it is not out. */
export async function publishContainer(id: string, tools: Pick<ContainerTools, 'client' | 'dialect'>): Promise<Result<string, NetworkFailure>> {
  const call: GraphCall = { method: 'POST', path: tools.dialect.publishPath, form: { creation_id: id } }
  const outcome = await tools.client.send(call)
  const error = outcome.kind === 'answered' ? graphErrorOf(outcome.json) : null
  if (isSuccess(outcome)) {
    const parsed = published.safeParse(outcome.json)
    return parsed.success ? ok(parsed.data.id) : fail({ kind: 'unknown-outcome', detail: described(outcome) })
  }
  const failure = await tools.client.failureOfCommit(outcome, call)
  if (failure.kind !== 'refused' && failure.kind !== 'missing') return fail(failure)
  const state = await containerState(id, tools)
  const unknown = (why: string): Result<string, NetworkFailure> => fail({ kind: 'unknown-outcome', detail: `${failure.detail}; ${why}` })
  if (!state.ok) return unknown(`the container could not be looked at: ${state.failure.kind}`)
  switch (state.value.kind) {
    case 'PUBLISHED': case 'IN_PROGRESS': return unknown(`container ${state.value.kind}`)
    case 'EXPIRED': return fail({ kind: 'stale-preparation', detail: failure.detail })
    case 'ERROR': return unknown(`container ERROR ${state.value.why}`)
    case 'FINISHED': return fail(error && (notReady.has(error.code) || notReady.has(error.error_subcode ?? NaN)) ? { kind: 'stale-preparation', detail: failure.detail } : failure)
  }
}

/** We wait 30 s for an answer; lists may lag. */
const settledMs = 60_000

export type Search = {
  readonly id: string
  readonly sent: string
  readonly sinceUtc: number
  readonly known: Known
  readonly place: 'own-posts' | 'conversation'
  /** The account's own posts since then, those that could be it. */
  readonly look: () => Promise<Result<{ readonly posts: readonly SeenPost[]; readonly covers: boolean }, NetworkFailure>>
}

/** After a lost answer. The container knows whether it is out; which post it became it does not tell, so that is found by its words. */
export async function findPublished(search: Search, tools: Pick<ContainerTools, 'client' | 'dialect' | 'now'>): Promise<Result<Found, NetworkFailure>> {
  const { id, sent, sinceUtc, known, place } = search
  const state = await containerState(id, tools)
  const cannotTell = (failure: NetworkFailure): boolean => failure.kind === 'missing' || failure.kind === 'refused'
  if (!state.ok && !cannotTell(state.failure)) return state
  const isSettled = tools.now() - sinceUtc >= settledMs
  const said = state.ok ? state.value.kind : 'gone'
  const lookedAt = `container ${id}: ${said}`
  // Not out, and it can be published once only: sending it again cannot double it. An expired one never will be.
  if (said === 'FINISHED' || said === 'EXPIRED') return ok(isSettled ? { kind: 'absent', lookedAt, place: { kind: 'own-place' } } : { kind: 'no-proof', lookedAt, place: { kind: 'own-place' }, doubt: 'too-soon' })
  if (said === 'IN_PROGRESS') return ok({ kind: 'no-proof', lookedAt, place: { kind: 'own-place' }, doubt: 'too-soon' })
  const own = await search.look()
  // The list is closed to this token: only the owner can tell.
  if (!own.ok) return cannotTell(own.failure) ? ok({ kind: 'no-proof', lookedAt, place: { kind: 'nowhere' }, doubt: 'not-shown' }) : own
  const found = judgePosts(own.value.posts, { sent, known, place, covers: own.value.covers, isSettled, isKeyed: false })
  return ok(found.kind === 'found' ? found : { ...found, lookedAt: `${lookedAt}, ${found.lookedAt}` })
}
