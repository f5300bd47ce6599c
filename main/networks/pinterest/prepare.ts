import { randomUUID } from 'node:crypto'
import type { Content, MediaUse } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { optionValue } from '../../../preload/contract/check-draft.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Notes, Prepared } from '../network.ts'
import { altMax } from './limits.ts'
import { writePrepared, type CallOf, type PreparedCall } from './prepared-call.ts'
import { pictureOf, uploadVideo, type PrepareFailure, type PrepareTools } from './upload.ts'

/** Uploads, and writes down the whole call. May be repeated; nothing becomes visible. */
export async function prepare(act: Act, part: number, notes: Notes, tools: PrepareTools): Promise<Result<Prepared, PrepareFailure>> {
  // Pinterest knows no key of ours: this one only names the sending in our journal.
  const write = (call: PreparedCall): Result<Prepared, never> => ok(writePrepared(call, randomUUID()))
  switch (act.kind) {
    case 'publish': {
      if (part > 0) return refused('not-supported', 'a pin stands alone')
      const call = await composePin(act.content, notes, tools)
      return call.ok ? write(call.value) : call
    }
    case 'edit': return write({ kind: 'edit', v: 1, target: act.target.id, fields: { description: act.content.parts[0]?.text ?? '', ...wordsOf(act.content) } })
    case 'delete': return write({ kind: 'delete', v: 1, target: act.target.id })
    default: return refused('not-supported', `Pinterest has no ${act.kind} for apps`)
  }
}

const usualCoverMs = 1000

async function composePin(content: Content, notes: Notes, tools: PrepareTools): Promise<Result<CallOf<'new-pin'>, PrepareFailure>> {
  const [part] = content.parts
  const [first] = part?.media ?? []
  if (!part || !first) return refused('media', 'a pin needs a picture or a video')
  const chosen = tools.session.limits.options?.find(option => option.name === 'board')
  const board = content.options?.board || (chosen ? optionValue(chosen, content) : undefined)
  if (board === undefined) return refused('not-valid', 'a pin needs a board')
  const alt = altOf(part.media)
  const fields = { board_id: board, ...(part.text === '' ? {} : { description: part.text }), ...wordsOf(content), ...(alt === '' ? {} : { alt_text: alt }) }
  if (first.kind === 'image') {
    if (part.media.some(use => use.kind !== 'image')) return refused('media', 'pictures and videos do not stand in one pin')
    // Read once here, so that a file that is gone is missed before anything is sent.
    for (const use of part.media) {
      const picture = await pictureOf(use, tools.session)
      if (!picture.ok) return picture
    }
    return ok({ kind: 'new-pin', v: 1, fields, media: { kind: 'images', uses: [...part.media] } })
  }
  if (part.media.length > 1) return refused('media', 'a video stands alone')
  const video = await uploadVideo(first, notes, tools)
  // A second in, where the owner has not said: the beginning is often black.
  const coverMs = Number(content.options?.['cover-ms'] || usualCoverMs)
  return video.ok ? ok({ kind: 'new-pin', v: 1, fields, media: { kind: 'video', id: video.value, coverS: Math.max(0, Math.floor((Number.isFinite(coverMs) ? coverMs : usualCoverMs) / 1000)) } }) : video
}

function wordsOf({ options }: Content): { title?: string; link?: string } {
  const title = options?.title?.trim()
  const link = options?.link?.trim()
  return { ...(title ? { title } : {}), ...(link ? { link } : {}) }
}

/** One text for the whole pin: a carousel's pictures share it. */
function altOf(media: readonly MediaUse[]): string {
  const all = media.map(use => use.alt.trim()).filter(alt => alt !== '').join(' · ')
  return [...all].slice(0, altMax).join('')
}

const refused = (reason: Extract<NetworkFailure, { kind: 'refused' }>['reason'], detail: string): Result<never, PrepareFailure> => fail({ kind: 'refused', reason, detail })
