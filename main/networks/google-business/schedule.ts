import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { isJsonObject, isSuccess } from '../judge-answer.ts'
import { judgePosts } from '../judge-posts.ts'
import { nothingElse, type HeldThere, type Nowhere, type Scheduler, type There } from '../network.ts'
import { postEntity, type PostEntity } from './entities.ts'
import { asSeen, readAllPosts, settledMs } from './find.ts'
import { preparePost, type PrepareTools } from './prepare.ts'
import { readPrepared, writePrepared, type PostBody } from './prepared-call.ts'
import { createPost, type PublishTools } from './publish.ts'
import { postRef } from './refs.ts'

/** This close to its time Google may be publishing it just now. */
const raceMs = 60_000
const place = { kind: 'own-posts', count: 0 } as const

/** Posts with a `scheduledTime` lie there as SCHEDULED until then. Giving them another time is not documented: they are called back and handed over anew. */
export function createScheduler(publishing: PublishTools, preparing: PrepareTools): Scheduler {
  const { client, remoteId, now } = publishing

  const look = async (name: string): Promise<Result<There | Nowhere, NetworkFailure>> => {
    const read = await client.ask({ path: name }, postEntity)
    if (read.ok) return ok(placeOf(read.value))
    return read.failure.kind === 'missing' ? ok({ kind: 'absent', lookedAt: `${name}: not there`, place: { kind: 'own-place' } }) : read
  }

  return {
    prepare: async (act, dueUtc) => {
      if (act.kind !== 'publish') return fail({ kind: 'refused', reason: 'not-supported', detail: 'only posts are kept there' })
      const body = await preparePost(act.content, preparing)
      return body.ok ? ok(writePrepared({ kind: 'new-post', v: 1, body: { ...body.value, scheduledTime: new Date(dueUtc).toISOString() } }, crypto.randomUUID())) : body
    },
    put: async (_act, prepared) => {
      const made = await createPost(bodyOf(prepared), publishing)
      if (!made.ok) return made
      const there = placeOf(made.value)
      if (there.kind === 'scheduled' || there.kind === 'published') return ok(there)
      return fail(made.value.state === 'REJECTED' ? { kind: 'refused', reason: 'not-allowed', detail: 'Google rejected the post' } : { kind: 'unknown-outcome', detail: `the post is ${made.value.state ?? 'in no state'}` })
    },
    recall: async ({ schedule, dueUtc }) => {
      const there = await look(schedule.id)
      if (!there.ok) return there
      switch (there.value.kind) {
        case 'published': case 'no-proof': return ok(there.value)
        // Named once, and not there any more: taken back, unless it came out and was deleted since.
        case 'absent': return now() < dueUtc - raceMs ? ok({ kind: 'recalled' }) : ok({ ...there.value, kind: 'no-proof' })
        case 'scheduled': break
      }
      if (there.value.dueUtc - now() < raceMs) return ok({ kind: 'no-proof', lookedAt: 'it may be going out just now', place: { kind: 'own-place' }, doubt: 'too-soon' })
      const call = { method: 'DELETE', path: schedule.id } as const
      const outcome = await client.send(call)
      // An empty object is its yes; with anything else it may still come out, and would be sent a second time.
      if (isSuccess(outcome)) return isJsonObject(outcome.json) ? ok({ kind: 'recalled' }) : fail({ kind: 'server-trouble', detail: `${outcome.status} the answer is not understood` })
      const failure = client.google.failureOfRead(outcome, call)
      return failure.kind === 'missing' ? ok({ kind: 'recalled' }) : fail(failure)
    },
    find: async (_act, held) => {
      if (held.schedule) return await look(held.schedule.id)
      const all = await readAllPosts(client, remoteId)
      if (!all.ok) return all
      const body = bodyOf(held)
      const waiting = all.value.posts.filter(post => isOurs(post, body, held))
      const [one, ...others] = waiting
      if (one && others.length === 0) return ok(placeOf(one))
      if (one) return ok({ kind: 'no-proof', lookedAt: `${waiting.length} alike for that time`, place: { ...place, count: waiting.length }, doubt: 'alike' })
      const out = all.value.posts.filter(({ state }) => state === 'LIVE' || state === 'PROCESSING').map(post => asSeen(post, body))
      const isSettled = now() - held.beganUtc >= settledMs
      const found = judgePosts(out, { sent: body.summary, known: { ...nothingElse(held.beganUtc), isClaimed: held.isClaimed }, place: 'own-posts', covers: all.value.isWhole, isSettled, isKeyed: false })
      return ok(found.kind === 'found' ? { kind: 'published', remote: found.remote } : found)
    },
  }
}

function bodyOf(prepared: Pick<HeldThere, 'body' | 'key'>): PostBody {
  const call = readPrepared(prepared)
  if (call.kind !== 'new-post') throw new Error(`only a new post is scheduled, not ${call.kind}`)
  return call.body
}

function placeOf(post: PostEntity): There | Nowhere {
  const dueUtc = Date.parse(post.scheduledTime ?? '')
  if (post.state === 'LIVE') return { kind: 'published', remote: postRef(post) }
  if (post.state === 'SCHEDULED' && Number.isFinite(dueUtc)) return { kind: 'scheduled', schedule: postRef(post), dueUtc }
  return { kind: 'no-proof', lookedAt: `the post is ${post.state ?? 'in no state'}`, place: { kind: 'own-place' }, ...(post.state === 'PROCESSING' ? { doubt: 'too-soon' } : {}) }
}

const isOurs = (post: PostEntity, body: PostBody, held: HeldThere): boolean =>
  post.state === 'SCHEDULED' && Math.abs(Date.parse(post.scheduledTime ?? '') - held.dueUtc) < 60_000 && post.summary.trim() === body.summary.trim() && (post.topicType ?? 'STANDARD') === body.topicType && !held.isClaimed(postRef(post))
