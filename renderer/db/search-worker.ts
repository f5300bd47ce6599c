import { openDb, type ItemRow, type PostRow } from './schema.ts'
import { createSearchIndex, type SearchDoc } from './search-index.ts'
import type { SearchAnswer, SearchAsk } from './search.ts'

// Reads the store itself, so that neither the reading nor the looking holds up the window.
const db = openDb()
const index = createSearchIndex()
let indexedUtc = 0
let ready: Promise<void> | null = null

const itemDoc = (row: Pick<ItemRow, 'key' | 'text' | 'person' | 'createdUtc'>): SearchDoc => ({ id: `i${row.key}`, text: `${row.person.displayName} ${row.person.handle} ${row.text}`, utc: row.createdUtc })
const postDoc = (row: PostRow): SearchDoc => ({ id: `p${row.id}`, text: [row.content, ...Object.values(row.variants)].flatMap(content => content.parts.map(part => part.text)).join(' '), utc: row.updatedUtc })

const pageRows = 2000

async function readAllItems(): Promise<void> {
  let last = ''
  for (;;) {
    const rows = await db.items.where(':id').above(last).limit(pageRows).toArray()
    index.put(rows.map(itemDoc))
    const end = rows.at(-1)
    if (!end) return
    last = end.key
  }
}

/** Posts are few and change under the owner's hand: those touched since the last question are read again. */
async function readChangedPosts(): Promise<void> {
  const now = Date.now()
  const rows = await db.posts.where('updatedUtc').aboveOrEqual(indexedUtc).toArray()
  index.put(rows.filter(row => row.deletedUtc === 0).map(postDoc))
  index.remove(rows.filter(row => row.deletedUtc > 0).map(row => `p${row.id}`))
  indexedUtc = now - 1000
}

async function answer(ask: SearchAsk): Promise<SearchAnswer | null> {
  if (ask.kind === 'came-in') {
    // Before the first question there is no list to keep up to date.
    if (ready) index.put(ask.items.map(itemDoc))
    return null
  }
  ready ??= readAllItems()
  await ready
  if (ask.kind === 'warm') return null
  await readChangedPosts()
  const ids = index.find(ask.query, ask.limit)
  return { asked: ask.asked, items: ids.filter(id => id.startsWith('i')).map(id => id.slice(1)), posts: ids.filter(id => id.startsWith('p')).map(id => id.slice(1)) }
}

self.addEventListener('message', ({ data }: MessageEvent<SearchAsk>) => {
  answer(data).then(found => { if (found) self.postMessage(found) }, (error: unknown) => { throw error })
})
