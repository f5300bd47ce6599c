import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { createStore } from './store.ts'

function open() {
  const db = new DatabaseSync(':memory:')
  db.exec('CREATE TABLE notes (text TEXT)')
  let commits = 0
  const exec = db.exec.bind(db)
  db.exec = sql => {
    if (sql === 'COMMIT') commits++
    exec(sql)
  }
  const store = createStore(db)
  const note = (text: string) => store.together(() => store.run('INSERT INTO notes (text) VALUES (?)', text))
  return { db, store, note, commits: () => commits, texts: () => store.all('SELECT text FROM notes').map(row => row.text) }
}

it('what many accounts note at the same moment is one write to the disk, and done when it says so', async () => {
  const { note, commits, texts } = open()
  const all = ['a', 'b', 'c'].map(note)
  expect(texts()).toEqual([])
  await all[0]
  expect(texts()).toEqual(['a', 'b', 'c'])
  expect(commits()).toBe(1)
})

it('one that fails leaves nothing of itself behind and does not concern the others', async () => {
  const { store, note, texts } = open()
  const bad = store.together(() => {
    store.run("INSERT INTO notes (text) VALUES ('half')")
    throw new Error('stop')
  })
  const good = note('good')
  await expect(bad).rejects.toThrow('stop')
  await good
  expect(texts()).toEqual(['good'])
})

it('a write that fails as a whole is told to each, and the next one works', async () => {
  const { db, note, texts } = open()
  db.exec('BEGIN')
  const both = Promise.allSettled([note('a'), note('b')])
  expect((await both).map(end => end.status)).toEqual(['rejected', 'rejected'])
  db.exec('ROLLBACK')
  await note('c')
  expect(texts()).toEqual(['c'])
})

it('what waits is written before the journal is closed', async () => {
  const { store, note, texts } = open()
  const waiting = note('last')
  store.flush()
  expect(texts()).toEqual(['last'])
  await waiting
})
