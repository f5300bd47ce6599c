import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { writeFileAtomically } from '../system/write-file.ts'

export const leastSize = { width: 960, height: 640 }
export const firstSize = { width: 1280, height: 800 }

type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
const shape = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int(), isMaximized: z.boolean() })
export type WindowBounds = z.infer<typeof shape>

/** What the window had when it was last seen; null at first or when the file cannot be read (it is only comfort). */
export function readBounds(file: string): WindowBounds | null {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null // first start or a damaged file: the window opens where the system puts it
  }
}

export function writeBounds(file: string, bounds: WindowBounds): void {
  try {
    writeFileAtomically(file, JSON.stringify(bounds))
  } catch {
    // Disk full: the window will open at its first size, nothing of the owner's is lost.
  }
}

/** Pure. Where to open: as it was, unless that screen is gone; never smaller than usable, never larger than the screen. */
export function fitBounds(wanted: WindowBounds | null, screens: readonly Rectangle[]): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  const home = wanted === null ? undefined : screens.find(screen => overlap(wanted, screen) >= 100 * 100)
  const room = home ?? screens[0]
  const fit = (size: number, least: number, most: number | undefined): number => Math.max(least, most === undefined ? size : Math.min(size, most))
  const width = fit(wanted?.width ?? firstSize.width, leastSize.width, room?.width)
  const height = fit(wanted?.height ?? firstSize.height, leastSize.height, room?.height)
  if (wanted === null || home === undefined) return { width, height }
  const within = (at: number, from: number, length: number, size: number): number => Math.max(from, Math.min(at, from + length - size))
  return { width, height, x: within(wanted.x, home.x, home.width, width), y: within(wanted.y, home.y, home.height, height) }
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}
