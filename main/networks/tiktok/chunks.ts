/** How a file is cut: `chunkSize` and `count` as they are declared; the last part takes the rest. */
export type ChunkPlan = { readonly size: number; readonly chunkSize: number; readonly count: number }

/** "5 MB" is decimal in TikTok's own example; this is enough by either reading. */
const leastBytes = 5_300_000

/**
 * content-posting-api-media-transfer-guide (seen 27 Nov 2026): parts of 5 to 64 MB, the last up to 128; under 5 MB in one; the count is size
 * divided by part, rounded down; at most 1000. Cut evenly and as small as allowed: the last part is the step that publishes, and is to be short.
 */
export function planChunks(size: number): ChunkPlan {
  const count = Math.max(1, Math.floor(size / leastBytes))
  return { size, chunkSize: Math.floor(size / count), count }
}

/** Part `index`, from 0: its first byte, and the first byte behind it. */
export function chunkAt({ size, chunkSize, count }: ChunkPlan, index: number): { readonly first: number; readonly end: number } {
  const first = index * chunkSize
  return { first, end: index + 1 === count ? size : first + chunkSize }
}
