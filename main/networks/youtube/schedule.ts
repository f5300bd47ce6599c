import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HeldThere, Nowhere, Scheduler, There } from '../network.ts'
import type { VideoEntity } from './entities.ts'
import { usualCategory } from './limits.ts'
import { prepareVideo, type PrepareTools } from './prepare.ts'
import { readPrepared, writePrepared, type VideoBody } from './prepared-call.ts'
import { updateVideo, type PublishTools } from './publish.ts'
import { videoRef } from './refs.ts'

/** This close to its time YouTube may be publishing it just now, and a change would cross with that. */
const raceMs = 60_000

/** YouTube publishes a private video at its `publishAt` (discovery document of 24 Sep 2026). That the field is gone then, and that a time in the past publishes at once, is known from use: what it shows is asked each time. */
export function createScheduler({ client, now }: PublishTools, preparing: PrepareTools): Scheduler {
  const look = async (id: string): Promise<Result<There | Nowhere, NetworkFailure>> => {
    const read = await client.video(id, 'status')
    return read.ok ? ok(placeOf(id, read.value)) : read
  }
  /** Writes the status in full: `publishAt` left out is cleared. */
  const put = async (body: VideoBody): ReturnType<Scheduler['put']> => {
    const updated = await updateVideo(body, client)
    if (!updated.ok) return updated.failure.kind === 'missing' ? fail({ kind: 'stale-preparation', detail: updated.failure.detail }) : updated
    const there = placeOf(body.id, updated.value)
    // Its answer shows it private and without a time: nothing will come of it.
    return there.kind === 'scheduled' || there.kind === 'published' ? ok(there) : fail({ kind: 'refused', reason: 'not-allowed', detail: 'YouTube did not take the time' })
  }

  return {
    prepare: async (act, dueUtc, notes) => {
      if (act.kind !== 'publish' || act.content.parts.length > 1) return fail({ kind: 'refused', reason: 'not-supported', detail: 'only a video by itself is kept there' })
      // Its time makes a video public, never unlisted.
      if (act.content.options?.['audience'] === 'unlisted') return fail({ kind: 'refused', reason: 'not-supported', detail: 'a video for those who have the link is not kept there' })
      const body = await prepareVideo(act.content, notes, preparing)
      if (!body.ok) return body
      const { status } = body.value
      return ok(writePrepared({ kind: 'new-video', v: 1, body: { ...body.value, status: { ...status, privacyStatus: 'private', publishAt: new Date(dueUtc).toISOString() } } }, body.value.id))
    },
    put: (_act, prepared) => put(bodyOf(prepared)),
    move: async (held, dueUtc) => {
      if (held.body === '' || held.dueUtc - now() < raceMs) return ok({ kind: 'not-moved', detail: 'it may be on its way already' })
      const body = bodyOf(held)
      const there = await look(body.id)
      if (!there.ok) return there
      if (there.value.kind !== 'scheduled') return there.value.kind === 'published' ? ok(there.value) : ok({ kind: 'not-moved', detail: there.value.lookedAt })
      const moved = await put(withTime(body, new Date(dueUtc).toISOString()))
      if (!moved.ok) return moved.failure.kind === 'refused' || moved.failure.kind === 'stale-preparation' ? ok({ kind: 'not-moved', detail: moved.failure.detail }) : moved
      return moved.value.kind === 'full' ? ok({ kind: 'not-moved', detail: moved.value.detail }) : ok(moved.value)
    },
    recall: async held => {
      const { id } = held.schedule
      const there = await look(id)
      if (!there.ok) return there
      switch (there.value.kind) {
        case 'published': case 'no-proof': return ok(there.value)
        // Private and without a time: it was taken back before.
        case 'absent': return ok({ kind: 'recalled' })
        case 'scheduled': break
      }
      if (there.value.dueUtc - now() < raceMs) return ok({ kind: 'no-proof', lookedAt: 'it may be going out just now', place: { kind: 'own-place' }, doubt: 'too-soon' })
      const body = held.body === '' ? await standing(id) : ok(bodyOf(held))
      if (!body.ok) return body
      const updated = await updateVideo(withTime(body.value, undefined), client)
      if (!updated.ok) return updated
      return placeOf(id, updated.value).kind === 'absent' ? ok({ kind: 'recalled' }) : ok({ kind: 'no-proof', lookedAt: 'the answer still shows a time', place: { kind: 'own-place' } })
    },
    find: (_act, held) => look(held.schedule?.id ?? bodyOf(held).id),
  }

  /** From a journal that was lost: what YouTube shows is sent back, without the time. */
  async function standing(id: string): Promise<Result<VideoBody, NetworkFailure>> {
    const read = await client.video(id, 'snippet,status')
    if (!read.ok) return read
    const { snippet, status } = read.value ?? {}
    if (!snippet || !status) return fail({ kind: 'missing', detail: `the video ${id} is not there` })
    return ok({
      id,
      snippet: {
        title: snippet.title, description: snippet.description, categoryId: snippet.categoryId ?? usualCategory, tags: snippet.tags ?? [],
        ...(snippet.defaultLanguage ? { defaultLanguage: snippet.defaultLanguage } : {}), ...(snippet.defaultAudioLanguage ? { defaultAudioLanguage: snippet.defaultAudioLanguage } : {}),
      },
      status: {
        privacyStatus: 'private', selfDeclaredMadeForKids: status.selfDeclaredMadeForKids ?? false, embeddable: status.embeddable ?? true, license: status.license ?? 'youtube', publicStatsViewable: status.publicStatsViewable ?? true,
        ...(status.containsSyntheticMedia ? { containsSyntheticMedia: true } : {}),
      },
    })
  }
}

function bodyOf(prepared: Pick<HeldThere, 'body' | 'key'>): VideoBody {
  const call = readPrepared(prepared)
  if (call.kind !== 'new-video') throw new Error(`only a new video is scheduled, not ${call.kind}`)
  return call.body
}

const withTime = ({ id, snippet, status }: VideoBody, publishAt: string | undefined): VideoBody => {
  if (!status) throw new Error('a video is scheduled by its status')
  const { publishAt: _old, ...others } = status
  return { id, snippet, status: { ...others, privacyStatus: 'private', ...(publishAt === undefined ? {} : { publishAt }) } }
}

function placeOf(id: string, video: VideoEntity | null): There | Nowhere {
  const place = { kind: 'own-place' } as const
  const status = video?.status
  if (!status) return { kind: 'no-proof', lookedAt: `the video ${id}: not there`, place }
  if (status.privacyStatus !== 'private') return { kind: 'published', remote: videoRef(id) }
  const dueUtc = Date.parse(status.publishAt ?? '')
  return Number.isFinite(dueUtc) ? { kind: 'scheduled', schedule: videoRef(id), dueUtc } : { kind: 'absent', lookedAt: `the video ${id}: private, without a time`, place }
}
