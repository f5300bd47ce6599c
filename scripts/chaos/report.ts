import type { Outcome } from './run.ts'

const rows = (entries: readonly (readonly [string, string | number])[]): string[] => {
  const width = Math.max(...entries.map(([name]) => name.length))
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${value}`)
}
const count = <T>(list: readonly T[], name: (one: T) => string): [string, number][] => {
  const counts = new Map<string, number>()
  for (const one of list) counts.set(name(one), (counts.get(name(one)) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => a.localeCompare(b))
}

export function isGood({ verdicts, isComplete }: Outcome): boolean {
  return isComplete && verdicts.every(verdict => verdict.fault === null)
}

export function tableOf(outcome: Outcome, kills: number): string[] {
  const { verdicts, deaths, requests, spans } = outcome
  const of = (name: string): number => verdicts.filter(verdict => verdict.fault === name || (verdict.fault === null && verdict.outcome === name)).length
  const late = latenessOf(outcome)
  return rows([
    ['planned', outcome.owner.dealings.size],
    ['published once', of('published once')],
    ['doubled', of('doubled')],
    ['lost', of('lost')],
    ['unknown to owner', of('unknown to owner')],
    ['of these there', verdicts.filter(verdict => verdict.isThere).length],
    ['false published', of('false published')],
    ['out against the owner', of('against the owner')],
    ['said failed, but out', of('false failed')],
    ['called off', of('called off')],
    ['out by the network, quicker than a recall', verdicts.filter(verdict => { const state = outcome.owner.dealings.get(verdict.n)?.record?.state; return state?.kind === 'published' && state.despite !== undefined }).length],
    ['failed, and said so', of('failed, and said so')],
    ['asked and not answered', of('asked')],
    [`lateness, left alone (${late.alone.length})`, percentiles(late.alone)],
    [`lateness, all (${late.all.length})`, percentiles(late.all)],
    ['kills', `${deaths.length}${outcome.isComplete ? '' : ` of ${kills}`}`],
    ...count(deaths, death => death.kind === 'any-moment' ? 'kills: at any moment' : `kills: ${death.when} ${death.kind === 'journal' ? 'the note of' : 'the request of'} ${death.step}`),
    ['disk full', `${outcome.diskFull} writes refused`],
    ...count(requests.filter(request => request.fault !== 'none'), request => `faults: ${request.fault}`),
    ...count(spans, span => `spells: ${span.kind}`),
    ['requests', requests.length],
    ['duration', `${(outcome.tookMs / 1000).toFixed(1)} s`],
    ['ended by itself', outcome.isComplete ? 'yes' : 'no'],
  ])
}

/** The same by place. */
export function placesOf({ verdicts, owner, places, requests }: Outcome): string[] {
  const columns = ['planned', 'published once', 'unknown to owner', 'of these there', 'failed, and said so', 'called off', 'asked', 'doubled', 'lost', 'false published', 'against the owner', 'false failed', 'troubled publishing', 'signed in again']
  const lines = places.map((place, index) => {
    const own = verdicts.filter(verdict => owner.dealings.get(verdict.n)?.wish.place === index)
    return [place.name, ...columns.map(name => name === 'planned' ? own.length
      : name === 'of these there' ? own.filter(verdict => verdict.isThere).length
      : name === 'signed in again' ? owner.signIns.get(place.name) ?? 0
      : name === 'troubled publishing' ? requests.filter(request => request.server === place.name && request.kind === 'publish' && request.fault !== 'none').length
      : own.filter(verdict => (verdict.fault ?? verdict.outcome) === name).length)].map(String)
  })
  const table = [['', ...columns], ...lines]
  const widths = table[0]?.map((_, column) => Math.max(...table.map(line => line[column]?.length ?? 0))) ?? []
  return table.map(line => line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
}

/** How long after its time each post stood there, in the run's time; alone: no fault or spell came between, and main had no reason to have it wait. */
function latenessOf({ owner, standing, verdicts, spans, requests, places }: Outcome): { readonly all: readonly number[]; readonly alone: readonly number[] } {
  const all: number[] = []
  const alone: number[] = []
  const good = new Set(verdicts.filter(verdict => verdict.fault === null && verdict.outcome === 'published once').map(verdict => verdict.n))
  for (const { wish, record, hasWaited } of owner.dealings.values()) {
    if (!good.has(wish.n) || record?.state.kind !== 'published') continue
    const [remote] = record.state.remotes
    const post = standing[wish.place]?.find(each => each.id === remote?.id)
    if (!post || wish.kind === 'edit' || record.delivery.revision > 1) continue
    const lateMs = post.createdUtc - wish.due.utc
    all.push(lateMs)
    const name = places[wish.place]?.name
    const isTroubled = hasWaited || spans.some(span => (span.place === null || span.place === wish.place) && span.fromUtc < post.createdUtc && span.toUtc > wish.due.utc)
      || requests.some(request => request.server === name && request.fault !== 'none' && request.utc > wish.due.utc - 400_000 && request.utc < post.createdUtc)
    if (!isTroubled) alone.push(lateMs)
  }
  return { all, alone }
}

function percentiles(list: readonly number[]): string {
  const sorted = [...list].sort((a, b) => a - b)
  const at = (share: number): string => `${((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) / 1000).toFixed(1)} s`
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(1)}`
}

/** The whole story of each delivery that is not as it should be; of each that was not published as well, where `isAll`. */
export function storiesOf({ verdicts, owner, stories, requests, standing }: Outcome, isAll: boolean): string[] {
  return verdicts.filter(verdict => verdict.fault !== null || (isAll && stories.has(verdict.n))).flatMap(({ n, fault, outcome, why }) => {
    const one = owner.dealings.get(n)
    const base = one?.wish.about ?? n
    const time = (utc: number): string => new Date(utc).toISOString().slice(0, 23)
    return [
      '', `── ${fault ?? outcome}: delivery ${n} (${one?.wish.kind ?? 'nobody’s'}, account ${one?.wish.place ?? '?'}, due ${one ? time(one.wish.due.utc) : '?'}): ${why}`,
      `   main says: ${JSON.stringify(one?.record?.state)}`, ...(one?.told.map(line => `   owner: ${line}`) ?? []),
      ...(stories.get(n)?.map(line => `   ${time(line.utc)} ${line.step}: ${line.detail}`) ?? []),
      ...requests.filter(request => request.tokens.some(token => token.startsWith(`q${base}p`))).map(request => `   server ${time(request.utc)} ${request.method} ${request.path} [${request.fault}] ${request.status === null ? 'never seen' : `answered ${request.status} at ${time(request.actedUtc ?? 0)}`}`),
      ...standing.flat().filter(post => post.text.includes(`q${base}p`)).map(post => `   there: ${post.id} ${time(post.createdUtc)} ${JSON.stringify(post.text)}`),
    ]
  })
}

export function unknownsOf({ verdicts, owner, places }: Outcome): string[] {
  return verdicts.filter(verdict => verdict.fault === null && (verdict.outcome === 'unknown to owner' || verdict.outcome === 'failed, and said so' || verdict.outcome === 'asked')).map(verdict => `  ${verdict.n} on ${places[owner.dealings.get(verdict.n)?.wish.place ?? -1]?.name}, ${owner.dealings.get(verdict.n)?.wish.kind}${verdict.isThere ? ', there' : ''}: ${verdict.outcome}: ${verdict.why}`)
}
