import type { AccountQuota, AccountSummary } from './accounts.ts'
import { checkDraft, type Problem } from './check-draft.ts'
import type { MediaUse } from './drafts.ts'
import type { AccountId, MediaHash, NetworkId, PostId } from './ids.ts'
import { interfaceEnd, type InterfaceEnd } from './interface-ends.ts'
import type { Pace } from './pace.ts'
import { mayBeThere, type Delivery, type DeliveryRecord } from './publishing.ts'
import type { SystemState } from './system.ts'

/** All that decides whether what is due until `untilUtc` can go out; gathered by main in one go. */
export type ReadinessFacts = {
  readonly nowUtc: number
  /** The end of tomorrow on this computer's calendar. */
  readonly untilUtc: number
  /** Posts due until then that are neither out nor given up. */
  readonly records: readonly DeliveryRecord[]
  readonly accounts: readonly AccountSummary[]
  /** Originals that are gone from this computer, or are not what they were. */
  readonly missingMedia: readonly MediaHash[]
  readonly state: Pick<SystemState, 'line' | 'keychain' | 'pause' | 'clockOffByMs' | 'hasWebSpace'>
  /** Null: the system does not tell. */
  readonly freeBytes: number | null
  /** What each account's network allows, as far as it is known now. */
  readonly quotas: Readonly<Record<AccountId, readonly AccountQuota[]>>
  readonly paces: Readonly<Record<AccountId, Pace>>
  /** When networks stop speaking with this version of Comptoir, of those that have said so. */
  readonly interfaceEnds: Readonly<Record<NetworkId, number>>
}

type About = { readonly accountId: AccountId; readonly postId: PostId; readonly delivery: Delivery }
/** What would keep a post from going out, or make it worse than it could be (`isHint`). Each has one act on screen. */
export type ReadinessFinding =
  | { readonly kind: 'keychain'; readonly state: 'locked' | 'absent' }
  | { readonly kind: 'offline' | 'paused' }
  | { readonly kind: 'clock'; readonly offByMs: number }
  | { readonly kind: 'disk'; readonly freeBytes: number }
  /** Posts whose pictures or films their networks fetch from the web, and there is no web space. */
  | { readonly kind: 'web-space'; readonly posts: number }
  | { readonly kind: 'sign-in'; readonly accountId: AccountId; readonly posts: number }
  | { readonly kind: 'sign-in-ends'; readonly accountId: AccountId; readonly endsUtc: number; readonly posts: number }
  /** More posts than its network still allows before `resetsUtc`. */
  | { readonly kind: 'quota'; readonly accountId: AccountId; readonly left: number; readonly posts: number; readonly resetsUtc: number }
  /** Its network stops speaking with this version of Comptoir, or has: one finding a network. */
  | { readonly kind: 'interface-ends'; readonly accountId: AccountId; readonly endsUtc: number; readonly end: Exclude<InterfaceEnd, 'later'> }
  | ({ readonly kind: 'media-missing'; readonly name: string } & About)
  | ({ readonly kind: 'refused'; readonly problem: Problem } & About)
  | ({ readonly kind: 'clash'; readonly with: Delivery; readonly gapMinutes: number } & About)
  | ({ readonly kind: 'too-many'; readonly max: number } & About)
  | ({ readonly kind: 'alt-missing'; readonly name: string } & About)

export const isHint = (finding: ReadinessFinding): boolean => finding.kind === 'alt-missing' || finding.kind === 'clash' || (finding.kind === 'interface-ends' && finding.end === 'told')

/** Who puts them there, and until when this computer must be on for it; null: it may be off. `byYou`: what the owner posts themselves, and when. */
export type Publishers = { readonly byNetwork: number; readonly byComputer: number; readonly onUntilUtc: number | null; readonly byYou: readonly { readonly accountId: AccountId; readonly atUtc: number }[] }

/** Below this, renditions and the journal may no longer fit: a film of the size most networks take needs it twice. */
export const fewBytes = 500e6
const hourMs = 3_600_000

/** Pure: what would go wrong until then, what stops most first. Nothing is said of a computer on which nothing is due. */
export function checkReadiness(facts: ReadinessFacts): readonly ReadinessFinding[] {
  const { records, state, freeBytes } = facts
  if (records.length === 0) return []
  const findings: ReadinessFinding[] = []
  const toCome = records.filter(record => !mayBeThere(record.state))
  const isByHand = byHandOf(facts)
  const ours = toCome.filter(record => !isByHand(record))
  if (toCome.length > 0 && state.pause !== null) findings.push({ kind: 'paused' })
  if (ours.length > 0) {
    if (state.keychain !== 'open') findings.push({ kind: 'keychain', state: state.keychain })
    if (state.line === 'offline') findings.push({ kind: 'offline' })
    if (state.clockOffByMs !== null) findings.push({ kind: 'clock', offByMs: state.clockOffByMs })
    if (freeBytes !== null && freeBytes < fewBytes) findings.push({ kind: 'disk', freeBytes })
  }
  const stuck = ours.filter(record => problemsOf(record, facts).some(isOfWebSpace)).length
  if (stuck > 0) findings.push({ kind: 'web-space', posts: stuck })
  for (const account of facts.accounts) findings.push(...checkAccount(account, facts, ours))
  findings.push(...checkInterfaces(facts, ours))
  const said = new Set<string>()
  for (const record of toCome) {
    for (const finding of checkContent(record, facts)) {
      // The same picture missing on three accounts is one picture to add.
      const key = finding.kind === 'media-missing' || finding.kind === 'alt-missing' ? `${finding.kind} ${finding.postId} ${finding.name}` : JSON.stringify([finding.kind, record.delivery.id, finding])
      if (!said.has(key)) findings.push(finding)
      said.add(key)
    }
  }
  return findings.sort((a, b) => Number(isHint(a)) - Number(isHint(b)))
}

export function publishersOf(facts: Pick<ReadinessFacts, 'records' | 'accounts'>): Publishers {
  const isByHand = byHandOf(facts)
  const byYou = facts.records.filter(isByHand)
  const byComputer = facts.records.filter(record => !mayBeThere(record.state) && !isByHand(record))
  return { byYou: byYou.map(record => ({ accountId: record.delivery.accountId, atUtc: goesUtc(record) })), byNetwork: facts.records.length - byComputer.length - byYou.length, byComputer: byComputer.length, onUntilUtc: byComputer.length === 0 ? null : Math.max(...byComputer.map(goesUtc)) }
}

const byHandOf = ({ accounts }: Pick<ReadinessFacts, 'accounts'>) => {
  const ids = new Set(accounts.filter(account => account.byHand).map(account => account.id))
  return ({ delivery }: DeliveryRecord): boolean => ids.has(delivery.accountId)
}

/** When it is to leave: a turn or a free hour it was given counts, not its first time. */
export const goesUtc = ({ delivery, state }: DeliveryRecord): number => state.kind === 'waiting' ? Math.max(state.untilUtc, delivery.due.utc) : delivery.due.utc

function checkAccount(account: AccountSummary, { paces, quotas, records }: ReadinessFacts, ours: readonly DeliveryRecord[]): ReadinessFinding[] {
  const { id, expiresUtc } = account
  const own = ours.filter(record => record.delivery.accountId === id).sort((a, b) => goesUtc(a) - goesUtc(b))
  const all = records.filter(record => record.delivery.accountId === id).sort((a, b) => goesUtc(a) - goesUtc(b))
  if (own.length === 0) return []
  const findings: ReadinessFinding[] = []
  const afterEnd = expiresUtc === null ? [] : own.filter(record => goesUtc(record) >= expiresUtc)
  if (account.state.kind === 'needs-sign-in') findings.push({ kind: 'sign-in', accountId: id, posts: own.length })
  else if (expiresUtc !== null && afterEnd.length > 0) findings.push({ kind: 'sign-in-ends', accountId: id, endsUtc: expiresUtc, posts: afterEnd.length })
  for (const quota of quotas[id] ?? []) {
    const posts = own.filter(record => goesUtc(record) < quota.resetsUtc).length
    const left = Math.max(0, quota.max - quota.used)
    if (quota.name === 'posts' && posts > left) findings.push({ kind: 'quota', accountId: id, left, posts, resetsUtc: quota.resetsUtc })
  }
  const pace = paces[id]
  if (!pace) return findings
  for (const [index, record] of all.entries()) {
    const before = all[index - 1]
    const about = aboutOf(record)
    if (before && about && goesUtc(record) - goesUtc(before) < pace.gapMinutes * 60_000) findings.push({ kind: 'clash', ...about, with: before.delivery, gapMinutes: pace.gapMinutes })
    const first = all[index - pace.postsPerHour]
    if (first && about && goesUtc(record) - goesUtc(first) < hourMs) {
      findings.push({ kind: 'too-many', ...about, max: pace.postsPerHour })
      break // one sentence says it for all that follow
    }
  }
  return findings
}

function checkInterfaces({ accounts, interfaceEnds, nowUtc }: ReadinessFacts, ours: readonly DeliveryRecord[]): ReadinessFinding[] {
  const concerned = new Map(accounts.filter(({ id }) => ours.some(record => record.delivery.accountId === id)).map(({ network, id }) => [network, id] as const))
  return [...concerned].flatMap(([network, accountId]): ReadinessFinding[] => {
    const endsUtc = interfaceEnds[network]
    const end = endsUtc === undefined ? 'later' : interfaceEnd(endsUtc, nowUtc)
    return endsUtc === undefined || end === 'later' ? [] : [{ kind: 'interface-ends', accountId, endsUtc, end }]
  })
}

/** Only posts of the owner can be opened and changed. */
const aboutOf = ({ delivery }: DeliveryRecord): About | null => delivery.origin.kind === 'post' ? { accountId: delivery.accountId, postId: delivery.origin.postId, delivery } : null

/** Said once for all posts: it is one thing to set up. */
const isOfWebSpace = ({ kind }: Problem): boolean => kind === 'media-web-space'

function problemsOf({ delivery: { act, accountId } }: DeliveryRecord, { accounts, state }: ReadinessFacts): readonly Problem[] {
  const account = accounts.find(one => one.id === accountId)
  return account && act.kind === 'publish' ? checkDraft(act.content, account.limits, account.abilities, state) : []
}

function checkContent(record: DeliveryRecord, facts: ReadinessFacts): ReadinessFinding[] {
  const about = aboutOf(record)
  const { act } = record.delivery
  if (!about || act.kind !== 'publish') return []
  const missing = act.content.parts.flatMap(part => part.media).filter((use: MediaUse) => facts.missingMedia.includes(use.hash))
  const problems = problemsOf(record, facts).filter(problem => !isOfWebSpace(problem))
  return [
    ...missing.map(({ name }): ReadinessFinding => ({ kind: 'media-missing', ...about, name })),
    ...problems.flatMap((problem): ReadinessFinding[] => problem.blocks ? [{ kind: 'refused', ...about, problem }] : problem.kind === 'alt-missing' ? [{ kind: 'alt-missing', ...about, name: problem.name }] : []),
  ]
}
