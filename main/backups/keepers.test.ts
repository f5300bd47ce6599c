import { expect, it } from 'vitest'
import type { BackupWhy } from '../../preload/contract/backups.ts'
import { keepers } from './keepers.ts'

const dayMs = 86_400_000
const noon = Date.UTC(2026, 10, 27, 12)
const at = (daysAgo: number, why: BackupWhy = 'daily') => ({ name: `${daysAgo} ${why}`, utc: noon - daysAgo * dayMs, why })

it('keeps the last seven days and four weeks before them, however long it runs', () => {
  let kept = [] as ReturnType<typeof at>[]
  for (let day = 200; day >= 0; day--) {
    const all = [...kept, at(day)]
    const names = keepers(all)
    kept = all.filter(({ name }) => names.has(name))
    expect(kept.some(({ name }) => name === at(day).name), 'the newest always stays').toBe(true)
  }
  const ages = kept.map(({ utc }) => (noon - utc) / dayMs)
  expect(ages.filter(age => age < 7)).toHaveLength(7)
  expect(ages.filter(age => age >= 7)).toHaveLength(4)
  expect(Math.max(...ages)).toBeGreaterThan(24)
})

it('two of one day are one, the later; those before a change are counted for themselves', () => {
  expect([...keepers([at(0.1), at(0.2), at(1), at(0, 'before-import'), at(1, 'before-import'), at(2, 'before-upgrade'), at(3, 'before-upgrade')])].sort())
    .toEqual(['0 before-import', '0.1 daily', '1 before-import', '1 daily', '2 before-upgrade'])
})
