import { expect, it } from 'vitest'
import { mediaHash } from '../../preload/contract/ids.ts'
import { createLetGo, type LetGoTools } from './let-go.ts'

const hash = (letter: string) => mediaHash.parse(letter.repeat(64))
const log = { info: () => undefined, warn: () => undefined }

function letGo(change: Partial<LetGoTools> = {}) {
  const asked: string[][] = []
  const run = createLetGo({
    media: { removeUnused: async used => { asked.push([...used].sort()); return [] } },
    journal: { media: () => [hash('b')] }, backups: { media: async () => new Set([hash('c')]) }, now: () => 0, log, ...change,
  })
  return { run, asked }
}

it('pain 32: what posts, deliveries and backups use is kept, each for itself', async () => {
  const { run, asked } = letGo()
  await run([hash('a')])
  expect(asked).toEqual([[hash('a'), hash('b'), hash('c')]])
})

it('pain 32: a backup that cannot be read: nothing is touched', async () => {
  const { run, asked } = letGo({ backups: { media: async () => null } })
  expect(await run([hash('a')])).toEqual({ ok: true, value: [] })
  expect(asked).toEqual([])
})

it('pain 32: a journal that cannot be read: nothing is touched', async () => {
  const { run, asked } = letGo({ journal: { media: () => { throw new Error('SQLITE_IOERR') } } })
  await expect(run([hash('a')])).rejects.toThrow('SQLITE_IOERR')
  expect(asked).toEqual([])
})
