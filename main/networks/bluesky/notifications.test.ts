import { expect, it } from 'vitest'
import { accountId } from '../../../preload/contract/ids.ts'
import type { HttpOutcome } from '../../http/http.ts'
import type { StreamPage } from '../network.ts'
import { createClient } from './client.ts'
import { readNotifications, type ReadTools } from './notifications.ts'
import { publicPlaces } from './places.ts'

const minute = 60_000
const noon = Date.UTC(2026, 10, 24, 12)

/** A network view that gives its rows newest first, a hundred a page, and walks back by time: as the lexicon says, no more. */
function view() {
  const rows: { at: number; text: string }[] = []
  let isDown = false
  const answer = (json: unknown, status = 200): HttpOutcome => ({ kind: 'answered', status, headers: new Headers(), text: '', bytes: new Uint8Array(), json, retryAtUtc: null })
  const client = createClient({
    revoke: async () => ({ ok: true, value: undefined }),
    async send({ path }) {
      if (isDown) return answer({ error: 'UpstreamFailure', message: '' }, 502)
      const url = new URL(path, 'https://pds.example')
      if (!url.pathname.endsWith('listNotifications')) return answer({ posts: [] })
      const before = Number(url.searchParams.get('cursor') ?? Infinity)
      const page = rows.toSorted((a, b) => b.at - a.at).filter(row => row.at < before).slice(0, Number(url.searchParams.get('limit')))
      return answer({
        notifications: page.map(({ at, text }) => ({
          uri: `at://did:plc:julie/app.bsky.feed.post/${text}`, cid: 'bafy', reason: 'mention', author: { did: 'did:plc:julie', handle: 'julie.example' }, record: { text }, isRead: false, indexedAt: new Date(at).toISOString(),
        })),
        ...(page.length > 0 ? { cursor: String(page.at(-1)?.at) } : {}),
      })
    },
  }, () => noon)
  const tools: ReadTools = { client, places: publicPlaces, reader: { accountId: accountId.parse('a'), remoteId: 'did:plc:nous', serverUrl: 'https://bsky.social', now: () => noon } }
  return {
    say: (at: number, text: string) => { rows.push({ at, text }) },
    goDown: (down: boolean) => { isDown = down },
    async read(cursor: string | null): Promise<{ last: StreamPage; texts: string[]; pages: number }> {
      const texts: string[] = []
      for (let pages = 1, from = cursor; ; pages++) {
        const page = await readNotifications(from, tools)
        if (!page.ok) throw new Error(page.failure.detail)
        texts.push(...page.value.entries.flatMap(entry => entry.kind === 'item' ? [entry.item.text] : []))
        if (!page.value.more) return { last: page.value, texts, pages }
        from = page.value.cursor
      }
    },
  }
}

it('reads back page by page at first, says how far, and tells nothing twice', async () => {
  const { say, read } = view()
  for (let at = 0; at < 250; at++) say(noon - at * minute, `n${at}`)
  const first = await read(null)
  expect([first.pages, new Set(first.texts).size, first.texts.length]).toEqual([4, 250, 250])
  expect((await read(first.last.cursor)).texts).toEqual([])
})

it('tells after a long absence all that came, down to what is known', async () => {
  const { say, read } = view()
  say(noon, 'avant')
  const { last } = await read(null)
  for (let at = 1; at <= 230; at++) say(noon + at * minute, `n${at}`)
  const later = await read(last.cursor)
  expect([later.texts.length, new Set(later.texts).size, later.last.isHistory]).toEqual([230, 230, false])
  expect((await read(later.last.cursor)).texts).toEqual([])
})

it('still tells what appears late, among what was read already', async () => {
  const { say, read } = view()
  for (let at = 0; at < 5; at++) say(noon - at * minute, `n${at}`)
  const { last } = await read(null)
  say(noon - 2.5 * minute, 'en retard')
  expect((await read(last.cursor)).texts).toEqual(['en retard'])
})

it('waits where it was while the view is down, also before the first reading', async () => {
  const { say, read, goDown } = view()
  goDown(true)
  const nothing = await read(null)
  expect([nothing.texts, nothing.last.cursor]).toEqual([[], ''])
  goDown(false)
  say(noon, 'avant')
  const first = await read(nothing.last.cursor)
  expect([first.texts, first.last.isHistory]).toEqual([['avant'], true])
  goDown(true)
  const same = await read(first.last.cursor)
  expect(same.last.cursor).toBe(first.last.cursor)
})
