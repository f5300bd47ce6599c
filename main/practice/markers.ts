import * as z from 'zod'
import { field, forUser, json, readInput, type Route, type UserCall } from './call.ts'
import { isoTime } from './world.ts'

const mark = z.object({ last_read_id: field.id }).nullish()

/** How far one has read, shared by all one's apps. */
export const markerRoutes: readonly Route[] = [
  forUser('GET', '/api/v1/markers', ['read:statuses'], (call) => {
    const read = readInput(call, z.object({ timeline: field.texts }))
    return read.ok ? json(markersOf(call, read.value.timeline ?? [])) : read.answer
  }),
  forUser('POST', '/api/v1/markers', ['write:statuses'], (call) => {
    const read = readInput(call, z.object({ home: mark, notifications: mark }))
    if (!read.ok) return read.answer
    const given = Object.entries(read.value).flatMap(([timeline, value]) => (value?.last_read_id ? [{ timeline, id: value.last_read_id }] : []))
    for (const { timeline, id } of given) {
      call.world.store.insert(
        `insert into markers (account_id, timeline, last_read_id, version, updated_at) values (?, ?, ?, 1, ?)
         on conflict (account_id, timeline) do update set last_read_id = excluded.last_read_id, version = version + 1, updated_at = excluded.updated_at`,
        call.viewer.id, timeline, id, call.world.now(),
      )
    }
    return json(markersOf(call, given.map(({ timeline }) => timeline)))
  }),
]

function markersOf(call: UserCall, timelines: readonly string[]): Record<string, unknown> {
  const rows = call.world.store.all<{ timeline: string; last_read_id: string; version: number; updated_at: number }>(
    'select * from markers where account_id = ? and timeline in (select value from json_each(?))', call.viewer.id, JSON.stringify(timelines),
  )
  return Object.fromEntries(
    rows.map(({ timeline, last_read_id, version, updated_at }) => [timeline, { last_read_id, version, updated_at: isoTime(updated_at) }]),
  )
}
