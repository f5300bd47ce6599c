import type { OwnPostRow } from '../../db/schema.ts'
import { reactionsOf } from './analytics-state.ts'

export const columns = ['date', 'likes', 'boosts', 'replies', 'quotes', 'reach', 'reactions'] as const
export type Column = typeof columns[number]
export type Sorting = { readonly column: Column; readonly isDescending: boolean }

export const figureOf = (post: Pick<OwnPostRow, 'createdUtc' | 'figures'>, column: Column): number | null => {
  switch (column) {
    case 'date': return post.createdUtc
    case 'reactions': return reactionsOf(post.figures)
    default: return post.figures[column] ?? null
  }
}

/** Sorted by one column; the unknown last either way, the newer first among equals. */
export function sortPosts<P extends Pick<OwnPostRow, 'createdUtc' | 'figures'>>(posts: readonly P[], { column, isDescending }: Sorting): readonly P[] {
  return posts.map(post => ({ post, figure: figureOf(post, column) })).sort((a, b) => {
    if (a.figure === null || b.figure === null || a.figure === b.figure) return Number(a.figure === null) - Number(b.figure === null) || b.post.createdUtc - a.post.createdUtc
    return isDescending ? b.figure - a.figure : a.figure - b.figure
  }).map(({ post }) => post)
}

/** Another column begins with its highest; the same one turns round. */
export const sortedBy = (before: Sorting, column: Column): Sorting => ({ column, isDescending: before.column === column ? !before.isDescending : true })
