/** A vertical axis of whole numbers with three lines: close enough to show a rise, wide enough not to make a drama of one follower. */
export function axisOf(values: readonly number[]): { readonly domain: [number, number]; readonly ticks: number[] } {
  if (values.length === 0) return { domain: [0, 4], ticks: [0, 2, 4] }
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  const span = Math.max(high - low, Math.ceil(high * 0.04), 4)
  const step = niceStep(span / 2)
  let from = Math.max(0, Math.floor((low - (span - (high - low)) / 2) / step) * step)
  while (from > low) from -= step
  let to = from
  while (to < high) to += step
  if (to === from) to += step
  const ticks: number[] = []
  for (let tick = from; tick <= to; tick += step) ticks.push(tick)
  return { domain: [from, to], ticks }
}

/** 1, 2 or 5 times a power of ten, at least 1. */
function niceStep(wish: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, wish)))
  return [1, 2, 5, 10].map(factor => factor * power).find(step => step >= wish) ?? power * 10
}
