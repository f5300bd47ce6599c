import * as z from 'zod'
import { field, json, open, readInput, refuse, type Answer, type Call, type Route } from './call.ts'
import { accountEntity } from './render-account.ts'
import { statusEntity } from './render-status.ts'
import type { AccountRow, StatusRow } from './rows.ts'
import { tagEntity } from './timelines.ts'
import { canSee } from './visible.ts'

const searchInput = z.object({
  q: field.text,
  type: z.enum(['accounts', 'hashtags', 'statuses']).nullish(),
  resolve: field.truth,
  limit: field.whole,
  offset: field.whole,
  account_id: field.id,
  min_id: field.id,
  max_id: field.id,
})
type SearchInput = z.infer<typeof searchInput>

export const searchRoutes: readonly Route[] = [open('GET', '/api/v2/search', ['read:search'], search)]

function search(call: Call): Answer {
  const read = readInput(call, searchInput)
  if (!read.ok) return read.answer
  const wanted = read.value
  if (!call.bearer && wanted.resolve) return refuse(401, 'Search queries that resolve remote resources are not supported without authentication')
  if (!call.bearer && wanted.offset) return refuse(401, 'Search queries pagination is not supported without authentication')
  const words = (wanted.q ?? '').trim()
  if (words === '') return refuse(400, 'param is missing or the value is empty: q')
  const limit = Math.min(wanted.limit ?? 20, 40)
  // Without a type the offset has no meaning, as on a real server.
  const offset = wanted.type ? (wanted.offset ?? 0) : 0
  const like = `%${words.replace(/^[@#]/, '').replaceAll(/[%_\\]/g, '\\$&')}%`
  const isWanted = (type: string): boolean => !wanted.type || wanted.type === type
  return json({
    accounts: isWanted('accounts') ? findAccounts(call, words, like, limit, offset) : [],
    statuses: isWanted('statuses') ? findStatuses(call, wanted, words, like, limit, offset) : [],
    hashtags: isWanted('hashtags') ? findTags(call, like, limit, offset) : [],
  })
}

function findAccounts(call: Call, words: string, like: string, limit: number, offset: number): unknown[] {
  if (words.startsWith('#')) return []
  return call.world.store
    .all<AccountRow>(
      `select * from accounts where username like ?1 escape '\\' or display_name like ?1 escape '\\' or username || '@' || coalesce(domain, '') like ?1 escape '\\'
       order by id limit ?2 offset ?3`,
      like, limit, offset,
    )
    .map((row) => accountEntity(call.world, row))
}

function findTags(call: Call, like: string, limit: number, offset: number): unknown[] {
  return call.world.store
    .all<{ name: string }>("select distinct name from status_tags where name like ? escape '\\' order by name limit ? offset ?", like.toLowerCase(), limit, offset)
    .map(({ name }) => tagEntity(call.world, name))
}

/** An address finds its post; words find what the searcher may see. Full text needs a sign-in, as on a real server. */
function findStatuses(call: Call, wanted: SearchInput, words: string, like: string, limit: number, offset: number): unknown[] {
  const viewer = call.bearer?.account
  if (/^https?:\/\//.test(words)) {
    const id = words.split('/').at(-1) ?? ''
    return call.world.store
      .all<StatusRow>('select * from statuses where uri = ? or id = ? limit 1', words, words.startsWith(call.world.baseUrl()) ? id : '')
      .filter((row) => canSee(call.world, row, viewer))
      .map((row) => statusEntity(call.world, row, viewer))
  }
  if (!viewer) return []
  return call.world.store
    .all<StatusRow>(
      `select * from statuses where text like ? escape '\\' and reblog_of_id is null and (? is null or account_id = ?) and (? is null or id > ?) and (? is null or id < ?)
       order by id desc limit ? offset ?`,
      like, wanted.account_id ?? null, wanted.account_id ?? null, wanted.min_id ?? null, wanted.min_id ?? null, wanted.max_id ?? null, wanted.max_id ?? null, limit, offset,
    )
    .filter((row) => canSee(call.world, row, viewer))
    .map((row) => statusEntity(call.world, row, viewer))
}
