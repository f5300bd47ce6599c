import type { Stream } from '../networks/network.ts'

/** Pure: when a stream is read again. A little randomness keeps accounts of one server apart. */
export function nextReading(stream: Pick<Stream, 'quickMs' | 'slowMs'>, { nowUtc, isQuick, random }: { readonly nowUtc: number; readonly isQuick: boolean; readonly random: number }): number {
  const paceMs = isQuick ? stream.quickMs : stream.slowMs
  return Math.round(nowUtc + paceMs * (0.9 + random * 0.2))
}
