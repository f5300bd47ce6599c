import * as z from 'zod'
import { forUser, invalid, json, notFound, open, readInput, type Call, type Route } from './call.ts'
import { notify } from './notify.ts'
import { pollEntity, pollOptions } from './render-status.ts'
import type { PollRow } from './rows.ts'
import { vote } from './status-acts.ts'
import { visibleStatus } from './visible.ts'
import { accountById, type World } from './world.ts'

const choice = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)])

export const pollRoutes: readonly Route[] = [
  open('GET', '/api/v1/polls/:id', ['read:statuses'], (call) => {
    const poll = visiblePoll(call)
    return poll ? json(pollEntity(call.world, poll, call.bearer?.account)) : notFound()
  }),
  forUser('POST', '/api/v1/polls/:id/votes', ['write:statuses'], (call) => {
    const poll = visiblePoll(call)
    if (!poll) return notFound()
    const read = readInput(call, z.object({ choices: z.array(choice).min(1) }))
    if (!read.ok) return read.answer
    const { world, viewer } = call
    const author = world.store.get<{ account_id: string }>('select account_id from statuses where id = ?', poll.status_id)?.account_id
    const voted = world.store.get('select 1 from votes where poll_id = ? and account_id = ?', poll.id, viewer.id)
    if (poll.expires_at <= world.now()) return invalid('The poll has already ended')
    if (author === viewer.id) return invalid('You cannot vote in your own polls')
    if (voted) return invalid('You have already voted on this poll')
    const { choices } = read.value
    if (choices.some((each) => each >= pollOptions(poll).length)) return invalid('The chosen vote option does not exist')
    if (choices.length > 1 && poll.multiple === 0) return invalid('You have already voted on this poll')
    vote(world, viewer, poll.id, choices)
    return json(pollEntity(world, poll, viewer))
  }),
]

function visiblePoll(call: Call): PollRow | undefined {
  const poll = call.world.store.get<PollRow>('select * from polls where id = ?', Number(call.params['id']))
  return poll && visibleStatus(call.world, poll.status_id, call.bearer?.account) ? poll : undefined
}

/** Tells the author, once, that a poll has ended. */
export function closeDuePolls(world: World): void {
  const { store } = world
  const due = store.all<{ id: number; status_id: string; account_id: string }>(
    'select polls.id, status_id, account_id from polls join statuses on statuses.id = status_id where told = 0 and expires_at <= ?', world.now(),
  )
  for (const poll of due) {
    store.atomically(() => {
      store.change('update polls set told = 1 where id = ?', poll.id)
      const author = accountById(world, poll.account_id)
      if (author) notify(world, author.id, 'poll', author, poll.status_id)
    })
  }
}
