import * as z from 'zod'
import { field, forUser, invalid, json, notFound, open, readInput, type Answer, type Route, type UserCall } from './call.ts'
import { noteWords, readStatus } from './create-status.ts'
import { judgeMedia, judgePoll, judgeText, pollInput } from './draft.ts'
import { limits } from './limits.ts'
import { countCharacters } from './read-text.ts'
import { accountEntity } from './render-account.ts'
import { mediaEntity } from './render-media.ts'
import { mediaOf, pollOptions, statusEntity } from './render-status.ts'
import { renderText } from './render-text.ts'
import type { PollRow, StatusRow } from './rows.ts'
import { visibleStatus } from './visible.ts'
import { accountById, isoTime, type World } from './world.ts'

const editInput = z.object({
  status: field.text,
  spoiler_text: field.text,
  sensitive: field.truth,
  language: field.text,
  media_ids: field.ids,
  media_attributes: z
    .array(z.object({ id: z.string(), description: field.text, focus: field.text }))
    .nullish(),
  poll: pollInput.nullish(),
  quote_approval_policy: z.enum(['public', 'followers', 'nobody']).nullish(),
})

export const editRoutes: readonly Route[] = [
  forUser('PUT', '/api/v1/statuses/:id', ['write:statuses'], edit),
  forUser('GET', '/api/v1/statuses/:id/source', ['read:statuses'], (call) => {
    const row = visibleStatus(call.world, call.params['id'], call.viewer)
    return row ? json({ id: row.id, text: row.text, spoiler_text: row.spoiler }) : notFound()
  }),
  open('GET', '/api/v1/statuses/:id/history', ['read:statuses'], (call) => {
    const row = visibleStatus(call.world, call.params['id'], call.bearer?.account)
    if (!row) return notFound()
    const before = call.world.store.all<{ entity: string }>('select entity from edits where status_id = ? order by id', row.id)
    return json([...before.map(({ entity }): unknown => JSON.parse(entity)), versionEntity(call.world, row)])
  }),
  forUser('PUT', '/api/v1/statuses/:id/interaction_policy', ['write:statuses'], (call) => {
    const row = ownStatus(call)
    if (!row) return notFound()
    const read = readInput(call, z.object({ quote_approval_policy: z.enum(['public', 'followers', 'nobody']) }))
    if (!read.ok) return read.answer
    call.world.store.change('update statuses set quote_policy = ? where id = ?', read.value.quote_approval_policy, row.id)
    return json(statusEntity(call.world, readStatus(call.world, row.id), call.viewer))
  }),
]

export function ownStatus(call: UserCall): StatusRow | undefined {
  return call.world.store.get<StatusRow>(
    'select * from statuses where id = ? and account_id = ? and reblog_of_id is null', call.params['id'] ?? '', call.viewer.id,
  )
}

function edit(call: UserCall): Answer {
  const { world, viewer } = call
  const { store } = world
  const row = ownStatus(call)
  if (!row) return notFound()
  const read = readInput(call, editInput)
  if (!read.ok) return read.answer
  const wanted = read.value
  const media = judgeMedia(world, viewer, wanted.media_ids ?? mediaOf(world, row.id).map(({ id }) => id), Boolean(wanted.poll), row.id)
  if (!media.ok) return media.answer
  const text = wanted.status ?? row.text
  const spoiler = wanted.spoiler_text ?? row.spoiler
  if (text.trim() === '' && media.value.length === 0) return invalid("Text can't be blank")
  const problem = judgeText(text, spoiler) ?? judgeNewPoll(wanted.poll) ?? judgeDescriptions(wanted.media_attributes)
  if (problem) return problem

  return store.atomically(() => {
    store.insert('insert into edits (status_id, at, entity) values (?, ?, ?)', row.id, world.now(), JSON.stringify(versionEntity(world, row)))
    store.change(
      'update statuses set text = ?, spoiler = ?, sensitive = ?, language = ?, quote_policy = ?, edited_at = ? where id = ?',
      text, spoiler, (wanted.sensitive ?? row.sensitive === 1) || spoiler !== '', wanted.language ?? row.language,
      wanted.quote_approval_policy ?? row.quote_policy, world.now(), row.id,
    )
    if (wanted.media_ids) {
      store.change('update media set status_id = null where status_id = ?', row.id)
      for (const [position, { id }] of media.value.entries()) store.change('update media set status_id = ?, position = ? where id = ?', row.id, position, id)
    }
    for (const { id, description, focus } of wanted.media_attributes ?? []) {
      store.change(
        'update media set description = coalesce(?, description), focus = coalesce(?, focus) where id = ? and status_id = ?',
        description ?? null, focus ?? null, id, row.id,
      )
    }
    if (wanted.poll) replacePoll(world, row.id, wanted.poll)
    noteWords(world, row.id, text)
    const id = world.faults.deviations().idChangesAfterEdit ? store.nextId(world.now()) : row.id
    // Everything that points to the post follows (on update cascade); its uri stays.
    if (id !== row.id) store.change('update statuses set id = ? where id = ?', id, row.id)
    return json(statusEntity(world, readStatus(world, id), viewer))
  })
}

function judgeNewPoll(poll: z.infer<typeof pollInput> | null | undefined): Answer | undefined {
  return poll ? judgePoll({ options: poll.options, expiresInS: poll.expires_in ?? 0, multiple: false, hideTotals: false }) : undefined
}

function judgeDescriptions(media: ReadonlyArray<{ description: string | undefined }> | null | undefined): Answer | undefined {
  const isTooLong = (media ?? []).some(({ description }) => countCharacters(description ?? '') > limits.descriptionCharacters)
  return isTooLong ? invalid(`Description is too long (maximum is ${limits.descriptionCharacters} characters)`) : undefined
}

/** Other options make another poll: the votes are gone. */
function replacePoll(world: World, statusId: string, poll: z.infer<typeof pollInput>): void {
  const { store } = world
  const old = store.get<PollRow>('select * from polls where status_id = ?', statusId)
  const options = JSON.stringify(poll.options)
  const expiresAt = world.now() + (poll.expires_in ?? 0) * 1000
  if (old && old.options === options) {
    store.change('update polls set expires_at = ?, hide_totals = ? where id = ?', expiresAt, poll.hide_totals ?? old.hide_totals === 1, old.id)
    return
  }
  store.change('delete from polls where status_id = ?', statusId)
  store.insert(
    'insert into polls (status_id, options, multiple, hide_totals, expires_at) values (?, ?, ?, ?, ?)',
    statusId, options, poll.multiple ?? false, poll.hide_totals ?? false, expiresAt,
  )
}

function versionEntity(world: World, row: StatusRow): Record<string, unknown> {
  const author = accountById(world, row.account_id)
  const poll = world.store.get<PollRow>('select * from polls where status_id = ?', row.id)
  return {
    content: renderText(world, row.text),
    spoiler_text: row.spoiler,
    sensitive: row.sensitive === 1,
    created_at: isoTime(row.edited_at ?? row.created_at),
    account: author ? accountEntity(world, author) : null,
    media_attachments: mediaOf(world, row.id).map((media) => mediaEntity(world, media)),
    emojis: [],
    ...(poll ? { poll: { options: pollOptions(poll).map((title) => ({ title })) } } : {}),
  }
}
