import type { Checked } from './call.ts'
import { createStatus } from './create-status.ts'
import { judgeDraft } from './draft.ts'
import { pick } from './chance.ts'
import { actShape, dayPlan, plan, type Act } from './plan-reactions.ts'
import { closeDuePolls } from './polls.ts'
import { follow } from './relations.ts'
import { acctOf } from './render-account.ts'
import { pollOptions } from './render-status.ts'
import type { AccountRow, PollRow, StatusRow, Visibility } from './rows.ts'
import { sayings } from './sayings.ts'
import { publishDueScheduled } from './scheduled.ts'
import { favourite, reblog, vote } from './status-acts.ts'
import { isRelated } from './visible.ts'
import { accountById, ownerOf, type World } from './world.ts'

const dayMs = 86_400_000

/** Does everything that is due up to `untilMs`: scheduled posts, ended polls, what customers had in mind. */
export function catchUp(world: World, untilMs: number): void {
  publishDueScheduled(world)
  closeDuePolls(world)
  if (!world.hasCustomers) return
  planDays(world)
  for (;;) {
    // One at a time: an act is gone exactly when it is done, whatever stops the process. What a rule forbids meanwhile is left unsaid.
    const next = world.store.get<{ id: number; act: string }>('select id, act from acts where due_at <= ? order by due_at, id limit 1', untilMs)
    if (!next) return
    world.store.atomically(() => {
      world.store.change('delete from acts where id = ?', next.id)
      perform(world, actShape.parse(JSON.parse(next.act)))
    })
  }
}

/** When something will be due next, or undefined. */
export function nextDue(world: World): number | undefined {
  const due = world.store.get<{ at: number | null }>(
    'select min(at) as at from (select min(due_at) as at from acts union all select min(at) from scheduled union all select min(expires_at) from polls where told = 0)',
  )
  return due?.at ?? undefined
}

/** Life goes on while the app is closed, but nobody wants a month of it at once: at most the last two days are made up for. */
function planDays(world: World): void {
  const { store } = world
  // The shop opens when its owner first signs in: nobody reacts to an empty counter.
  const firstToken = store.get<{ at: number | null }>('select min(created_at) as at from tokens where account_id is not null')?.at
  if (firstToken === null || firstToken === undefined) return
  const today = Math.floor((world.now() - firstToken) / dayMs)
  const planned = Number(store.recall('planned-day') ?? -1)
  if (planned >= today) return
  const customers = store.all<AccountRow>("select * from accounts where kind = 'customer' order by id").map(({ username }) => username)
  store.atomically(() => {
    for (let day = Math.max(planned + 1, today - 1); day <= today; day += 1) plan(world, dayPlan(world.seed, day, customers), firstToken + day * dayMs)
    store.remember('planned-day', String(today))
  })
}

function perform(world: World, act: Act): void {
  const who = world.store.get<AccountRow>('select * from accounts where username = ?', act.who)
  const owner = ownerOf(world)
  // Who is blocked stays away.
  if (!who || isRelated(world, 'block', owner.id, who.id)) return
  if (act.kind === 'follow') return follow(world, who, owner)
  if (act.kind === 'mention' || act.kind === 'message') {
    const words = sentence(world, act.saying, act.at)
    speak(world, who, `@${acctOf(owner)} ${words}`, act.kind === 'message' ? 'direct' : 'public', undefined)
    return
  }
  const row = world.store.get<StatusRow>('select * from statuses where uri = ?', act.statusUri)
  // Deleted meanwhile: nothing to react to.
  if (!row) return
  switch (act.kind) {
    case 'like':
      return favourite(world, who, row)
    case 'boost':
      if (row.visibility === 'public' || row.visibility === 'unlisted') reblog(world, who, row, 'public', undefined)
      return
    case 'vote': {
      const poll = world.store.get<PollRow>('select * from polls where status_id = ?', row.id)
      if (poll && poll.expires_at > world.now()) vote(world, who, poll.id, [Math.floor(act.at * pollOptions(poll).length)])
      return
    }
    case 'answer': {
      const author = accountById(world, row.account_id)
      const visibility = row.visibility === 'public' ? 'public' : row.visibility
      if (author) speak(world, who, `@${acctOf(author)} ${sentence(world, act.saying, act.at)}`, visibility, row.id)
    }
  }
}

function sentence(world: World, saying: string, at: number): string {
  // The word was written by plan-reactions.ts; one that a later version dropped becomes praise.
  const known = Object.entries(sayings[world.language]).find(([name]) => name === saying)?.[1]
  return pick(known ?? sayings[world.language].praise, at)
}

/** Somebody posts; held against the same rules as any post. */
export function speak(world: World, who: AccountRow, text: string, visibility: Visibility, inReplyToId: string | undefined): Checked<StatusRow> {
  const judged = judgeDraft(world, who, {
    text,
    spoiler: '',
    sensitive: false,
    visibility,
    language: world.language,
    inReplyToId: inReplyToId ?? null,
    quotedId: null,
    quotePolicy: 'public',
    mediaIds: [],
    poll: null,
    appName: null,
    appWebsite: null,
    idempotencyKey: null,
  })
  return judged.ok ? { ok: true, value: createStatus(world, who, judged.value) } : judged
}
