import type { DeliveryRecord, DeliveryState, Look, StoryFacts } from '../../preload/contract/publishing.ts'
import type { RemoteRef } from '../../preload/contract/drafts.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import type { Failure } from '../../preload/contract/failures.ts'
import { matchText } from '../networks/match-text.ts'
import type { Connection, Found } from '../networks/network.ts'
import type { AttemptTools } from './attempt.ts'
import { unreachedLookDelayMs } from './retry-policy.ts'

/** Clocks of networks and ours differ; a post this much older than the doubt is still looked at. */
const toleranceMs = 10 * 60_000
const mostPages = 8

/**
 * The journal was damaged or fell back, and this delivery may have gone out after what it knows. The key it would have gone out under is
 * lost with the rest, so the account's own posts since then are compared by their words. There: published. Certainly not there: it goes
 * its usual way. Anything else is asked of the owner. Nothing is sent here.
 */
export async function settleDoubt(record: DeliveryRecord, sinceUtc: number, connection: Connection, tools: AttemptTools): Promise<void> {
  const { deliveries, now } = tools
  const { id } = record.delivery
  const move = (to: DeliveryState, step: string, detail: string, nextUtc: number | null = null, facts: StoryFacts = {}): boolean => deliveries.move(record, to, { utc: now(), nextUtc, step, detail, facts })
  const begun = deliveries.parts(id).find(part => part.step === 'committing')
  if (begun) {
    // Its key is there after all: the usual look proves more.
    tools.transact(() => {
      if (move({ kind: 'unknown', sinceUtc: begun.beganUtc ?? sinceUtc, part: begun.part, looks: [] }, 'doubt', 'the notes were damaged while it was being sent: looking', now())) deliveries.clearDoubt(id)
    })
    return
  }
  const found = await lookForIt(record, sinceUtc, connection, remote => deliveries.isProofOfOther(id, remote))
  if (!found.ok) {
    if (found.failure.kind === 'needs-sign-in') {
      tools.signInRefused(found.failure.detail)
      move({ kind: 'needs-owner', question: { kind: 'sign-in' } }, 'doubt', found.failure.detail)
    } else {
      const untilUtc = found.failure.kind === 'rate-limited' ? found.failure.untilUtc : now() + unreachedLookDelayMs(now() - record.delivery.due.utc)
      move({ kind: 'waiting', untilUtc, why: found.failure.kind === 'rate-limited' ? 'rate-limited' : found.failure.kind === 'unreachable' ? 'no-line' : 'server-trouble' }, 'doubt', `not looked yet: ${found.failure.detail}`, untilUtc)
    }
    return
  }
  const seen = found.value
  tools.transact(() => {
    switch (seen.kind) {
      case 'found':
        deliveries.putPart(id, 0, { key: 'found', body: '' })
        deliveries.markPart(id, 0, 'done', { beganUtc: now(), remote: seen.remote })
        if (move({ kind: 'planned' }, 'doubt', `it had gone out: ${seen.remote.url ?? seen.remote.id}`, now(), { remotes: [seen.remote] })) deliveries.clearDoubt(id)
        break
      case 'absent':
        if (move({ kind: 'planned' }, 'doubt', `it had not gone out: ${seen.lookedAt}`, now(), { look: { utc: now(), found: 'absent', lookedAt: seen.lookedAt, ...(seen.place ? { place: seen.place } : {}) } })) deliveries.clearDoubt(id)
        break
      case 'no-proof': {
        const look: Look = { utc: now(), found: 'no-proof', lookedAt: seen.lookedAt, ...(seen.place ? { place: seen.place } : {}), ...(seen.doubt ? { doubt: seen.doubt } : {}) }
        move({ kind: 'needs-owner', question: { kind: 'restored', sinceUtc, looks: [look] } }, 'doubt', `the notes were damaged, and there is no proof either way: ${seen.lookedAt}`, null, { look })
      }
    }
  })
}

async function lookForIt({ delivery: { act, who } }: DeliveryRecord, sinceUtc: number, connection: Connection, isProofOfOther: (remote: RemoteRef) => boolean): Promise<Result<Found, Failure>> {
  if (connection.repeatable.includes(act.kind)) return ok({ kind: 'absent', lookedAt: 'doing it twice changes nothing' })
  const cannot = (lookedAt: string): Result<Found> => ok({ kind: 'no-proof', lookedAt, place: { kind: 'nowhere' }, doubt: 'not-shown' })
  if (act.kind !== 'publish' && act.kind !== 'reply') return cannot('nothing that could be looked at')
  const [first, ...others] = act.content.parts
  if (!first || act.content.visibility === 'direct' || !connection.streams.some(stream => stream.id === 'own-posts')) return cannot('the network keeps no list in which it would stand')

  const posts: { readonly remote: RemoteRef; readonly text: string; readonly media: number }[] = []
  let cursor: string | null = null
  let covers = false
  for (let page = 0; page < mostPages && !covers; page++) {
    const read: Awaited<ReturnType<Connection['read']>> = await connection.read('own-posts', cursor)
    if (!read.ok) return read
    let oldestUtc = Infinity
    for (const entry of read.value.entries) {
      if (entry.kind !== 'own-post') continue
      oldestUtc = Math.min(oldestUtc, entry.post.createdUtc)
      if (entry.post.createdUtc >= sinceUtc - toleranceMs) posts.push({ remote: entry.post.ref, text: entry.post.text, media: entry.post.media.length })
    }
    covers = oldestUtc < sinceUtc - toleranceMs || !read.value.more
    cursor = read.value.cursor
  }
  const place = { kind: 'own-posts' as const, count: posts.length }
  const lookedAt = `${posts.length} own posts since ${new Date(sinceUtc).toISOString()}`
  const free = posts.filter(post => !isProofOfOther(post.remote))
  const verdicts = free.map(post => ({ post, verdict: first.text.trim() === '' ? (post.media === first.media.length ? 'doubtful' : 'different') : matchText(first.text, post.text) }))
  const [same, ...more] = verdicts.filter(({ verdict }) => verdict === 'same')
  // Of a thread, or what a network may have been given ahead of time, one post proves too little.
  if (same && more.length === 0 && others.length === 0) return ok({ kind: 'found', remote: same.post.remote })
  if (verdicts.some(({ verdict }) => verdict !== 'different')) return ok({ kind: 'no-proof', lookedAt, place, doubt: 'alike' })
  if (!covers) return ok({ kind: 'no-proof', lookedAt, place, doubt: 'not-all' })
  if (who !== 'computer') return ok({ kind: 'no-proof', lookedAt, place, doubt: 'may-come' })
  return ok({ kind: 'absent', lookedAt, place })
}
