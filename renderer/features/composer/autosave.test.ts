import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startAutosave } from './autosave.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

const start = () => {
  const disk: string[] = []
  const troubles: unknown[] = []
  const autosave = startAutosave<string>(async text => { if (text === 'disk full') throw new Error(text); disk.push(text) }, reason => { troubles.push(reason) })
  return { disk, troubles, autosave }
}

it('writes once, when the typing pauses', async () => {
  const { disk, autosave } = start()
  for (const text of ['B', 'Br', 'Bre']) {
    autosave.change(text)
    await vi.advanceTimersByTimeAsync(50)
  }
  expect(disk).toEqual([])
  await vi.advanceTimersByTimeAsync(100)
  expect(disk).toEqual(['Bre'])
})

it('is never more than 300 ms behind while nobody pauses', async () => {
  const { disk, autosave } = start()
  for (let count = 1; count <= 25; count++) {
    autosave.change(String(count))
    await vi.advanceTimersByTimeAsync(100)
    expect(count - Number(disk.at(-1) ?? 0)).toBeLessThan(3)
  }
})

it('has written the last keystroke when a flush ends', async () => {
  const { disk, autosave } = start()
  autosave.change('Bread')
  await autosave.flush()
  expect(disk).toEqual(['Bread'])
  await vi.advanceTimersByTimeAsync(5000)
  expect(disk).toEqual(['Bread'])
})

it('pain 39: tells of a write that failed, and writes the next one', async () => {
  const { disk, troubles, autosave } = start()
  autosave.change('disk full')
  await autosave.flush()
  autosave.change('Bread')
  await autosave.flush()
  expect(troubles).toHaveLength(1)
  expect(disk).toEqual(['Bread'])
})

it('knows what is not on disk yet, until it is', async () => {
  const { autosave } = start()
  expect(autosave.unwritten()).toBeNull()
  autosave.change('Bread')
  const flushed = autosave.flush()
  expect(autosave.unwritten()).toBe('Bread')
  await flushed
  expect(autosave.unwritten()).toBeNull()
})

it('pain 39: a text that did not fit on a full disk is tried again by itself, and nothing says that it is kept before it is', async () => {
  const disk: string[] = []
  let isFull = true
  let troubles = 0
  const autosave = startAutosave<string>(async text => { if (isFull) throw new DOMException('no room', 'QuotaExceededError'); disk.push(text) }, () => { troubles++ })
  autosave.change('Bread')
  expect(await autosave.flush()).toBe(false)
  expect(autosave.unwritten()).toBe('Bread')
  await vi.advanceTimersByTimeAsync(3_000)
  expect([disk, troubles]).toEqual([[], 2])
  isFull = false
  await vi.advanceTimersByTimeAsync(3_000)
  expect(disk).toEqual(['Bread'])
  expect(await autosave.flush()).toBe(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(disk).toEqual(['Bread'])
})

it('pain 39: what is typed while the disk is full is written as it stands last, never the older after the newer', async () => {
  const disk: string[] = []
  let isFull = true
  const autosave = startAutosave<string>(async text => { if (isFull) throw new DOMException('no room', 'QuotaExceededError'); disk.push(text) }, () => {})
  autosave.change('Br')
  await autosave.flush()
  autosave.change('Bread')
  isFull = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(disk).toEqual(['Bread'])
})
