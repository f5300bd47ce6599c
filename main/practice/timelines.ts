import * as z from 'zod'
import { field, forUser, json, open, readInput, refuse, type Answer, type Call, type Route } from './call.ts'
import { answerPage, askedPage, type PageAsked } from './paging.ts'
import { statusEntity } from './render-status.ts'
import type { StatusRow } from './rows.ts'
import { canSee } from './visible.ts'
import type { World } from './world.ts'

const tagInput = z.object({ any: field.texts, all: field.texts, none: field.texts, local: field.truth, remote: field.truth, only_media: field.truth })

export const timelineRoutes: readonly Route[] = [
  open('GET', '/api/v1/timelines/tag/:tag', ['read:statuses'], tagTimeline),
  open('GET', '/api/v1/timelines/public', ['read:statuses'], (call) => listStatuses(call, "visibility = 'public' and reblog_of_id is null", [])),
  forUser('GET', '/api/v1/timelines/home', ['read:statuses'], (call) =>
    listStatuses(
      call,
      "visibility <> 'direct' and (account_id = ? or account_id in (select target_id from relations where kind = 'follow' and source_id = ?))",
      [call.viewer.id, call.viewer.id],
    ),
  ),
  open('GET', '/api/v1/tags/:name', ['read:statuses'], (call) => tagAnswer(call)),
  forUser('POST', '/api/v1/tags/:name/follow', ['write:follows'], (call) => {
    const name = tagName(call)
    if (!/^[\p{L}\p{N}_·]+$/u.test(name)) return refuse(404, 'Record not found')
    call.world.store.insert('insert or ignore into followed_tags (account_id, name) values (?, ?)', call.viewer.id, name)
    return tagAnswer(call)
  }),
  forUser('POST', '/api/v1/tags/:name/unfollow', ['write:follows'], (call) => {
    call.world.store.change('delete from followed_tags where account_id = ? and name = ?', call.viewer.id, tagName(call))
    return tagAnswer(call)
  }),
  forUser('GET', '/api/v1/followed_tags', ['read:follows'], (call) => {
    const asked = askedPage(call, 'id', 'counter', 100, 200)
    if (!asked.ok) return asked.answer
    const { where, values, order, limit } = asked.value
    const rows = call.world.store.all<{ id: number; name: string }>(
      `select id, name from followed_tags where account_id = ? and ${where} order by id ${order} limit ?`, call.viewer.id, ...values, limit,
    )
    return answerPage(call, asked.value, rows, (row) => String(row.id), (row) => ({ ...tagEntity(call.world, row.name), following: true }))
  }),
  open('GET', '/api/v1/trends/tags', [], (call) => {
    const rows = call.world.store.all<{ name: string }>('select name from status_tags group by name order by count(*) desc, name limit 10')
    return json(rows.map(({ name }) => tagEntity(call.world, name)))
  }),
]

const tagName = (call: Call): string => (call.params['name'] ?? '').toLowerCase()

function tagAnswer(call: Call): Answer {
  const viewer = call.bearer?.account
  const isFollowing = viewer && call.world.store.get('select 1 from followed_tags where account_id = ? and name = ?', viewer.id, tagName(call)) !== undefined
  return json({ ...tagEntity(call.world, tagName(call)), ...(viewer ? { following: isFollowing, featuring: false } : {}) })
}

export function tagEntity(world: World, name: string): Record<string, unknown> {
  const dayMs = 86_400_000
  const today = world.now() - (world.now() % dayMs)
  const history = Array.from({ length: 7 }, (_, back) => {
    const from = today - back * dayMs
    const used = world.store.get<{ uses: number; accounts: number }>(
      `select count(*) as uses, count(distinct account_id) as accounts from status_tags join statuses on statuses.id = status_id
       where name = ? and created_at >= ? and created_at < ?`,
      name, from, from + dayMs,
    )
    return { day: String(from / 1000), uses: String(used?.uses ?? 0), accounts: String(used?.accounts ?? 0) }
  })
  return { id: name, name, url: `${world.baseUrl()}/tags/${encodeURIComponent(name)}`, history }
}

const lower = (names: string[] | undefined): string[] => (names ?? []).map((name) => name.toLowerCase())
/** How many of a list of hashtags a post carries. */
const tagsAmong = '(select count(distinct name) from status_tags where status_id = statuses.id and name in (select value from json_each(?)))'

function tagTimeline(call: Call): Answer {
  const read = readInput(call, tagInput)
  if (!read.ok) return read.answer
  const all = lower(read.value.all)
  const author = '(select domain from accounts where accounts.id = account_id)'
  return listStatuses(
    call,
    `visibility = 'public' and reblog_of_id is null and ${tagsAmong} > 0 and ${tagsAmong} = ? and ${tagsAmong} = 0
     and (? = 0 or ${author} is null) and (? = 0 or ${author} is not null) and (? = 0 or exists (select 1 from media where status_id = statuses.id))`,
    [
      JSON.stringify([(call.params['tag'] ?? '').toLowerCase(), ...lower(read.value.any)]),
      JSON.stringify(all), new Set(all).size, JSON.stringify(lower(read.value.none)),
      Number(read.value.local ?? false), Number(read.value.remote ?? false), Number(read.value.only_media ?? false),
    ],
  )
}

function listStatuses(call: Call, condition: string, given: ReadonlyArray<string | number>): Answer {
  const asked = askedPage(call, 'id', 'public id', 20, 40)
  if (!asked.ok) return asked.answer
  const viewer = call.bearer?.account
  const rows = readPage(call.world, condition, given, asked.value)
  return answerPage(call, asked.value, rows, (row) => row.id, (row) => (canSee(call.world, row, viewer) ? statusEntity(call.world, row, viewer) : undefined))
}

function readPage(world: World, condition: string, given: ReadonlyArray<string | number>, asked: PageAsked): StatusRow[] {
  return world.store.all<StatusRow>(
    `select * from statuses where ${condition} and ${asked.where} order by id ${asked.order} limit ?`, ...given, ...asked.values, asked.limit,
  )
}

