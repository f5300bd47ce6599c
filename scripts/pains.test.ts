import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const repo = path.resolve(import.meta.dirname, '..')

/** What users of such tools suffer from, by number: publishing twice or not at all, lost connections, shifted times, lost work. */
const numbers = [...range(1, 27), ...range(34, 40)]

test('each known pain has a test that bears its number, or a line in the architecture page on why it cannot happen', () => {
  const titles = testFiles().flatMap(file => [...readFileSync(file, 'utf8').matchAll(/\bpains? ((?:\d+(?:, | and )?)+):/g)].flatMap(([, named]) => named?.match(/\d+/g) ?? []))
  const explained = [...readFileSync(path.join(repo, 'main/ARCHITECTURE.md'), 'utf8').matchAll(/^\| pain (\d+) \|/gm)].map(([, number]) => number ?? '')
  const held = new Set([...titles, ...explained].map(Number))
  expect(numbers.filter(number => !held.has(number))).toEqual([])
})

const testFiles = (): string[] => ['main', 'preload', 'renderer', 'e2e', 'scripts'].flatMap(folder =>
  readdirSync(path.join(repo, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(test|e2e)\.tsx?$/.test(name) && !name.endsWith('pains.test.ts'))
    .map(name => path.join(repo, folder, name)))

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
