/** Walking about the grid with the arrow keys: cells know their row and column, stops are what can be focused in them. */
export type Direction = 'left' | 'right' | 'up' | 'down'

const stopsIn = (cell: Element): HTMLElement[] => cell.matches('[data-stop]') ? [cell as HTMLElement] : [...cell.querySelectorAll<HTMLElement>('[data-stop]')] // the cast: cells are ours, HTML all

/** The next stop in a direction; null at the edge. */
export function nextStop(root: HTMLElement, from: HTMLElement, direction: Direction): HTMLElement | null {
  const cell = from.closest('[data-cell]')
  if (!cell) return null
  const stops = stopsIn(cell)
  const index = stops.indexOf(from)
  if (direction === 'up' && index > 0) return stops[index - 1] ?? null
  if (direction === 'down' && index < stops.length - 1) return stops[index + 1] ?? null
  const [row = 0, column = 0] = (cell.getAttribute('data-cell') ?? '').split(',').map(Number)
  const [down, right] = { left: [0, -1], right: [0, 1], up: [-1, 0], down: [1, 0] }[direction] as [number, number] // the cast: pairs, as written
  for (let step = 1; step < 60; step++) {
    const next = root.querySelector(`[data-cell="${row + down * step},${column + right * step}"]`)
    if (next) {
      const there = stopsIn(next)
      return (direction === 'up' ? there.at(-1) : direction === 'down' ? there[0] : there[Math.min(Math.max(index, 0), there.length - 1)]) ?? null
    }
    // A list has days between its posts; a grid ends at its edge.
    if (right !== 0) break
  }
  return null
}

/** Exactly one stop is reached by Tab: the last one visited, else today's, else the first. */
export function keepOneTabStop(root: HTMLElement, today: string): void {
  const stops = [...root.querySelectorAll<HTMLElement>('[data-stop]')]
  if (stops.some(stop => stop.tabIndex === 0)) return
  const first = stops.find(stop => stop.closest(`[data-day="${today}"]`)) ?? stops[0]
  if (first) first.tabIndex = 0
}

export function giveTabStop(root: HTMLElement, to: HTMLElement): void {
  for (const stop of root.querySelectorAll<HTMLElement>('[data-stop][tabindex="0"]')) if (stop !== to) stop.tabIndex = -1
  to.tabIndex = 0
}
