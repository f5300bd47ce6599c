import type { DeliveryRecord } from '../../preload/contract/publishing.ts'
import { editedRevision, followUp, type Dealing } from './owner.ts'
import type { SeenRequest } from './line.ts'
import type { Standing } from './servers.ts'
import { readToken } from './words.ts'

export type Fault = 'doubled' | 'lost' | 'false published' | 'against the owner' | 'false failed'
export type Verdict = {
  readonly n: number
  readonly fault: Fault | null
  readonly why: string
  /** It stands there, whatever main says; of what was asked of the owner: main could have found it. */
  readonly isThere?: boolean
  readonly outcome: 'published once' | 'unknown to owner' | 'called off' | 'failed, and said so' | 'asked' | 'undone'
}
/** What stands on the servers, by the account it is on. */
export type Truth = { readonly standing: readonly (readonly Standing[])[]; likes(n: number): number }

type Found = { readonly standing: Standing; readonly part: number; readonly revision: number }

/** Pure: what the owner asked for and what main says, held against what the servers show. */
export function judge(dealings: ReadonlyMap<number, Dealing>, truth: Truth): readonly Verdict[] {
  const found = new Map<number, Found[]>()
  const strangers: Verdict[] = []
  for (const [place, posts] of truth.standing.entries()) {
    for (const standing of posts) {
      const token = readToken(standing.text)
      if (!token || dealings.get(token.n)?.wish.place !== place) strangers.push({ n: token?.n ?? -1, fault: 'doubled', why: `nobody asked for this on account ${place}: ${standing.text.slice(0, 80)}`, outcome: 'undone' })
      else found.set(token.n, [...(found.get(token.n) ?? []), { standing, part: token.part, revision: token.revision }])
    }
  }
  const twins = Map.groupBy([...dealings.values()].filter(one => one.wish.about === null), one => one.wish.sameAs ?? one.wish.n)
  return [...strangers, ...[...dealings.values()].map(one => {
    const { wish } = one
    const there = found.get(wish.about ?? wish.sameAs ?? wish.n) ?? []
    const same = twins.get(wish.sameAs ?? wish.n) ?? []
    return wish.about === null && same.length > 1 ? judgeTwin(one, same, there.length) : judgeOne(one, there, dealings, truth)
  })]
}

/** Of the same words several times, each is as good as the other: only how many are there can be wrong. */
function judgeTwin(one: Dealing, same: readonly Dealing[], there: number): Verdict {
  const { n } = one.wish
  const of = (...kinds: readonly string[]): number => same.filter(({ record }) => record && kinds.includes(record.state.kind)).length
  const [out, doubtful] = [of('published'), same.filter(({ record }) => record?.state.kind === 'needs-owner' && record.state.question.kind === 'unproved').length]
  // In a run that was cut off: sent, and not yet known to be there.
  const open = same.filter(({ record }) => record && !['published', 'needs-owner', 'cancelled', 'failed'].includes(record.state.kind)).length
  const why = `${there} times there, ${out} called published, ${doubtful} doubtful, ${open} open: ${same.map(each => each.wish.n).join(' and ')} are the same words`
  if (there > out + doubtful + open) return { n, outcome: 'undone', fault: 'doubled', why }
  if (there < out) return { n, outcome: 'undone', fault: 'false published', why }
  const state = one.record?.state
  switch (state?.kind) {
    case 'published': return { n, outcome: 'published once', fault: null, why: '' }
    case 'needs-owner': return { n, outcome: state.question.kind === 'unproved' ? 'unknown to owner' : 'asked', fault: null, why: state.question.kind }
    case 'cancelled': return { n, outcome: 'called off', fault: null, why: '' }
    case 'failed': return { n, outcome: 'failed, and said so', fault: null, why: state.failure.detail }
    default: return { n, outcome: 'undone', fault: 'lost', why: `still ${state?.kind ?? 'unknown to main'} at the end` }
  }
}

/**
 * While everything is stopped nothing new is made public; a second is left for what was on its way. `recalls`: servers on which a recall from
 * the network's scheduler looks like any other change, and is called for just then: of these what carries words is judged, unless main told of
 * a recall of it.
 */
export function judgePauses(pauses: readonly { readonly fromUtc: number; readonly toUtc: number }[], requests: readonly SeenRequest[], recalls: ReadonlySet<string>, wasRecalled: (n: number, utc: number) => boolean): readonly Verdict[] {
  const isNew = (request: SeenRequest): boolean => ['publish', 'edit', 'delete', 'like'].includes(request.kind) && (!recalls.has(request.server) || request.tokens.some(token => !wasRecalled(readToken(token)?.n ?? -1, request.utc)))
  return requests.filter(request => isNew(request) && pauses.some(pause => request.utc > pause.fromUtc + 1000 && request.utc < pause.toUtc)).map(request => ({
    n: readToken(request.tokens[0] ?? '')?.n ?? -1, outcome: 'undone', fault: 'against the owner', why: `sent at ${new Date(request.utc).toISOString()}, while all was stopped`,
  }))
}

function judgeOne(one: Dealing, found: readonly Found[], dealings: ReadonlyMap<number, Dealing>, truth: Truth): Verdict {
  const { wish, record } = one
  const verdict = (outcome: Verdict['outcome'], fault: Fault | null = null, why = ''): Verdict => ({ n: wish.n, outcome, fault, why })
  if (!record) return verdict('undone', 'lost', 'main does not know it')
  const { state } = record
  // Told by name: the network was quicker than the recall.
  const isDespite = state.kind === 'published' && state.despite !== undefined
  if (state.kind === 'published' && one.isCancelled && !isDespite) return verdict('undone', 'against the owner', 'it was called off, and main had agreed')
  switch (wish.kind) {
    case 'like': {
      const times = truth.likes(wish.n)
      return judgeMark(verdict, state, times > 0, 'the like')
    }
    case 'delete': return judgeMark(verdict, state, found.length === 0, 'the removal')
    case 'edit': {
      const isGone = found.length === 0
      if (isGone) return verdict('undone', 'lost', 'what was to be edited is gone')
      return judgeMark(verdict, state, found.every(each => each.revision === editedRevision), 'the edit')
    }
    case 'text': case 'pictures': case 'thread': case 'reply': return judgePost(found, verdict, record, dealings.get(followUp(wish.n)))
  }
}

type Give = (outcome: Verdict['outcome'], fault?: Fault | null, why?: string) => Verdict

/** Of what is done or not, never twice. */
function judgeMark(verdict: Give, state: DeliveryRecord['state'], isThere: boolean, what: string): Verdict {
  switch (state.kind) {
    case 'published': return isThere ? verdict('published once') : verdict('undone', 'false published', `${what} is not there`)
    case 'needs-owner': return verdict(state.question.kind === 'unproved' ? 'unknown to owner' : 'asked')
    case 'cancelled': return verdict('called off')
    case 'failed': return verdict('failed, and said so', null, state.failure.detail)
    default: return verdict('undone', 'lost', `still ${state.kind} at the end`)
  }
}

function judgePost(found: readonly Found[], verdict: Give, record: DeliveryRecord, later: Dealing | undefined): Verdict {
  const { state, delivery } = record
  const parts = delivery.act.kind === 'publish' || delivery.act.kind === 'reply' ? delivery.act.content.parts : []
  const counts = parts.map((_, part) => found.filter(each => each.part === part).length)
  if (counts.some(count => count > 1)) return verdict('undone', 'doubled', `times there, part by part: ${counts.join(', ')}`)
  const isRemoved = later?.wish.kind === 'delete' && later.record?.state.kind !== 'cancelled' && later.accepted > 0
  switch (state.kind) {
    case 'published': {
      if (isRemoved) return verdict('published once')
      if (counts.includes(0)) return verdict('undone', 'false published', `times there, part by part: ${counts.join(', ')}`)
      const wrong = state.despite !== undefined ? null : wrongIn(found, parts.map(part => part.media.flatMap(use => use.alt === '' ? [] : [use.alt])), delivery.revision, later?.wish.kind === 'edit')
      return wrong === null ? verdict('published once') : verdict('undone', 'false published', wrong)
    }
    case 'needs-owner':
      if (state.question.kind === 'unproved') return { ...verdict('unknown to owner', null, state.question.looks.at(-1)?.lookedAt ?? 'not looked'), isThere: counts.every(count => count === 1) }
      return found.length > 0 && state.question.kind === 'late' ? verdict('undone', 'against the owner', 'asked whether it may go out, and it is out') : verdict('asked', null, state.question.kind)
    case 'cancelled': return found.length > 0 ? verdict('undone', 'against the owner', 'called off, and it is out') : verdict('called off')
    // A thread may break off in the middle: what is out of it is out.
    case 'failed': return found.length > 0 && parts.length === 1 ? verdict('undone', 'false failed', 'said to have failed, and it is out') : verdict('failed, and said so', null, `${state.failure.kind}: ${state.failure.detail}`)
    default: return verdict('undone', 'lost', `still ${state.kind} at the end`)
  }
}

/** What differs from what was asked for in what is there; null: nothing. */
function wrongIn(found: readonly Found[], alts: readonly (readonly string[])[], revision: number, mayBeEdited: boolean): string | null {
  for (const { part, revision: shown, standing } of found) {
    if (shown !== revision && !(mayBeEdited && shown === editedRevision)) return `revision ${shown} is out, ${revision} was accepted`
    const [there, wanted] = [standing.alts.filter(alt => alt !== ''), alts[part] ?? []]
    // Where a network has one field for all of them, they stand in it together.
    if (there.join(' · ') !== wanted.join(' · ')) return `pictures there: ${there.join(', ')}; asked for: ${wanted.join(', ')}`
    const before = found.find(each => each.part === part - 1)
    if (part > 0 && standing.inReplyTo !== undefined && standing.inReplyTo !== before?.standing.id) return `part ${part + 1} does not answer part ${part}`
  }
  return null
}
