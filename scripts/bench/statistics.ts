const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)

/** The value below which `share` (0 to 1) of all lie, by nearest rank. @throws when there is none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = ascending(values)
  const found = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (found === undefined) throw new Error('nothing was measured')
  return found
}

export const p95 = (values: readonly number[]): number => quantile(values, 0.95)

export function median(values: readonly number[]): number {
  const sorted = ascending(values)
  const middle = sorted.length / 2
  return (quantile(sorted, 0.5) + (sorted[Math.floor(middle)] ?? quantile(sorted, 0.5))) / 2
}

/** How much one step of `x` adds to `y`: the least squares' slope. */
export function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length
  const across = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0)
  const along = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
  return along === 0 ? 0 : across / along
}
