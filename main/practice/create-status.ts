import type { JudgedDraft } from './draft.ts'
import { notify } from './notify.ts'
import { planReactions } from './plan-reactions.ts'
import { readText } from './read-text.ts'
import { tagNames } from './render-status.ts'
import type { AccountRow, StatusRow } from './rows.ts'
import { accountByAcct, accountById, type World } from './world.ts'

/** Makes a judged draft public, all at once: the post, who is told, the conversation it belongs to, and what the customers will do about it. */
export function createStatus(world: World, author: AccountRow, judged: JudgedDraft): StatusRow {
  const { store, now } = world
  const { draft, media, parent, quoted } = judged
  return store.atomically(() => {
    const id = store.nextId(now())
    store.insert(
      `insert into statuses (id, account_id, text, spoiler, sensitive, visibility, language, in_reply_to_id, in_reply_to_account_id, quoted_id,
        quote_policy, app_name, app_website, created_at, uri, thread_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id, author.id, draft.text, draft.spoiler, draft.sensitive || draft.spoiler !== '', draft.visibility, draft.language,
      parent?.id ?? null, parent?.account_id ?? null, quoted?.id ?? null, draft.quotePolicy, draft.appName, draft.appWebsite, now(),
      `${world.baseUrl()}/users/${author.username}/statuses/${id}`, parent?.thread_id ?? id,
    )
    for (const [position, row] of media.entries()) {
      store.change('update media set status_id = ?, scheduled_id = null, position = ? where id = ?', id, position, row.id)
    }
    if (draft.poll) {
      store.insert(
        'insert into polls (status_id, options, multiple, hide_totals, expires_at) values (?, ?, ?, ?, ?)',
        id, JSON.stringify(draft.poll.options), draft.poll.multiple, draft.poll.hideTotals, now() + draft.poll.expiresInS * 1000,
      )
    }
    noteWords(world, id, draft.text)
    const row = readStatus(world, id)
    const mentioned = mentionedBy(world, id)
    for (const account of mentioned) notify(world, account.id, 'mention', author, id)
    if (quoted) notify(world, quoted.account_id, 'quote', author, id)
    if (draft.visibility === 'direct') joinConversations(world, row, [author, ...mentioned])
    if (author.kind === 'owner') planReactions(world, row, parent, mentioned)
    return row
  })
}

/** Notes the mentions and hashtags of a text; an edit calls it again. Answers the accounts mentioned for the first time. */
export function noteWords(world: World, statusId: string, text: string): void {
  const { store } = world
  for (const piece of readText(text)) {
    if (piece.kind !== 'mention') continue
    const account = accountByAcct(world, piece.domain ? `${piece.username}@${piece.domain}` : piece.username)
    if (account) store.insert('insert or ignore into mentions (status_id, account_id) values (?, ?)', statusId, account.id)
  }
  store.change('delete from status_tags where status_id = ?', statusId)
  for (const name of tagNames(text)) store.insert('insert or ignore into status_tags (status_id, name) values (?, ?)', statusId, name)
}

export function readStatus(world: World, id: string): StatusRow {
  const row = world.store.get<StatusRow>('select * from statuses where id = ?', id)
  if (!row) throw new Error('a post was written and cannot be read back')
  return row
}

export function mentionedBy(world: World, statusId: string): AccountRow[] {
  return world.store
    .all<{ account_id: string }>('select account_id from mentions where status_id = ?', statusId)
    .flatMap(({ account_id }) => accountById(world, account_id) ?? [])
}

function joinConversations(world: World, row: StatusRow, people: readonly AccountRow[]): void {
  for (const person of people) {
    if (person.kind !== 'owner') continue
    world.store.insert(
      `insert into conversations (account_id, thread_id, unread, last_status_id) values (?, ?, ?, ?)
       on conflict (account_id, thread_id) do update set unread = excluded.unread, last_status_id = excluded.last_status_id, hidden = 0`,
      person.id, row.thread_id, row.account_id !== person.id, row.id,
    )
  }
}
