import * as z from 'zod'
import { accountEntity, acctOf } from './render-account.ts'
import { mediaEntity } from './render-media.ts'
import { readText } from './read-text.ts'
import { profileUrl, renderText } from './render-text.ts'
import type { AccountRow, MediaRow, PollRow, StatusRow } from './rows.ts'
import { accountById, isoTime, type World } from './world.ts'

export function statusUrl(world: World, account: AccountRow, id: string): string {
  return `${profileUrl(world, account)}/${id}`
}

/** A post as `viewer` sees it. `depth` keeps a quote of a quote from unfolding for ever. */
export function statusEntity(world: World, row: StatusRow, viewer: AccountRow | undefined, depth = 0): Record<string, unknown> {
  const { store } = world
  const author = accountById(world, row.account_id)
  if (!author) throw new Error('a post without an author')
  const reblogged = row.reblog_of_id === null ? undefined : store.get<StatusRow>('select * from statuses where id = ?', row.reblog_of_id)
  const countedUntil = world.now() - world.faults.deviations().countsLagMs
  const count = (sql: string): number => store.get<{ n: number }>(sql, row.id, countedUntil)?.n ?? 0
  const mine = (sql: string): boolean => viewer !== undefined && store.get(sql, row.id, viewer.id) !== undefined
  return {
    id: row.id,
    created_at: isoTime(row.created_at),
    in_reply_to_id: row.in_reply_to_id,
    in_reply_to_account_id: row.in_reply_to_account_id,
    sensitive: row.sensitive === 1,
    spoiler_text: row.spoiler,
    visibility: row.visibility,
    language: row.language,
    uri: row.uri,
    url: row.reblog_of_id === null ? statusUrl(world, author, row.id) : row.uri,
    replies_count: count('select count(*) as n from statuses where in_reply_to_id = ? and created_at <= ?'),
    reblogs_count: count('select count(*) as n from statuses where reblog_of_id = ? and created_at <= ?'),
    favourites_count: count('select count(*) as n from favourites where status_id = ? and at <= ?'),
    quotes_count: count('select count(*) as n from statuses where quoted_id = ? and created_at <= ?'),
    edited_at: row.edited_at === null ? null : isoTime(row.edited_at),
    favourited: mine('select 1 from favourites where status_id = ? and account_id = ?'),
    reblogged: mine('select 1 from statuses where reblog_of_id = ? and account_id = ?'),
    muted: viewer !== undefined && store.get('select 1 from muted_threads where account_id = ? and thread_id = ?', viewer.id, row.thread_id) !== undefined,
    bookmarked: false,
    ...(viewer?.id === row.account_id ? { pinned: row.pinned === 1 } : {}),
    content: renderText(world, row.text),
    filtered: [],
    reblog: reblogged ? statusEntity(world, reblogged, viewer, depth) : null,
    application: row.app_name === null ? null : { name: row.app_name, website: row.app_website },
    account: accountEntity(world, author),
    media_attachments: mediaOf(world, row.id).map((media) => mediaEntity(world, media)),
    mentions: mentionsOf(world, row.id),
    tags: tagsOf(world, row.text),
    emojis: [],
    // A preview is fetched later by a real server; this one never leaves the computer.
    card: null,
    poll: pollOf(world, row.id, viewer),
    quote: quoteEntity(world, row, viewer, depth),
    quote_approval: {
      automatic: row.quote_policy === 'nobody' ? [] : [row.quote_policy],
      manual: [],
      current_user: canQuote(world, row, viewer) ? 'automatic' : 'denied',
    },
  }
}

export function canQuote(world: World, row: StatusRow, viewer: AccountRow | undefined): boolean {
  if (viewer === undefined || row.visibility === 'direct') return false
  if (row.account_id === viewer.id) return true
  if (row.visibility === 'private' || row.quote_policy === 'nobody') return false
  if (row.quote_policy === 'public') return true
  return world.store.get("select 1 from relations where kind = 'follow' and source_id = ? and target_id = ?", viewer.id, row.account_id) !== undefined
}

function quoteEntity(world: World, row: StatusRow, viewer: AccountRow | undefined, depth: number): Record<string, unknown> | null {
  if (row.quoted_id === null) return null
  const quoted = world.store.get<StatusRow>('select * from statuses where id = ?', row.quoted_id)
  if (!quoted) return { state: 'deleted', quoted_status: null }
  return depth > 0
    ? { state: 'accepted', quoted_status_id: quoted.id }
    : { state: 'accepted', quoted_status: statusEntity(world, quoted, viewer, depth + 1) }
}

export function mediaOf(world: World, statusId: string): MediaRow[] {
  return world.store.all<MediaRow>('select * from media where status_id = ? order by position', statusId)
}

function mentionsOf(world: World, statusId: string): unknown[] {
  return world.store
    .all<AccountRow>('select accounts.* from mentions join accounts on accounts.id = mentions.account_id where status_id = ? order by accounts.id', statusId)
    .map((account) => ({ id: account.id, username: account.username, url: profileUrl(world, account), acct: acctOf(account) }))
}

export function tagNames(text: string): string[] {
  return [...new Set(readText(text).flatMap((piece) => (piece.kind === 'tag' ? [piece.name.toLowerCase()] : [])))]
}

function tagsOf(world: World, text: string): unknown[] {
  return tagNames(text).map((name) => ({ name, url: `${world.baseUrl()}/tags/${encodeURIComponent(name)}` }))
}

export const pollOptions = (poll: PollRow): string[] => z.array(z.string()).parse(JSON.parse(poll.options))

function pollOf(world: World, statusId: string, viewer: AccountRow | undefined): Record<string, unknown> | null {
  const poll = world.store.get<PollRow>('select * from polls where status_id = ?', statusId)
  return poll ? pollEntity(world, poll, viewer) : null
}

export function pollEntity(world: World, poll: PollRow, viewer: AccountRow | undefined): Record<string, unknown> {
  const votes = world.store.all<{ account_id: string; choice: number }>('select account_id, choice from votes where poll_id = ?', poll.id)
  const own = votes.filter((vote) => vote.account_id === viewer?.id).map((vote) => vote.choice)
  const isOver = poll.expires_at <= world.now()
  const author = world.store.get<{ account_id: string }>('select account_id from statuses where id = ?', poll.status_id)?.account_id
  const isShown = isOver || poll.hide_totals === 0
  return {
    id: String(poll.id),
    expires_at: isoTime(poll.expires_at),
    expired: isOver,
    multiple: poll.multiple === 1,
    votes_count: votes.length,
    voters_count: new Set(votes.map((vote) => vote.account_id)).size,
    options: pollOptions(poll).map((title, index) => ({
      title,
      votes_count: isShown ? votes.filter((vote) => vote.choice === index).length : null,
    })),
    emojis: [],
    ...(viewer ? { voted: own.length > 0 || viewer.id === author, own_votes: own } : {}),
  }
}
