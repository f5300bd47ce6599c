import { useEffect, useState } from 'react'
import { useScreen } from '../../app/screen.ts'
import { readPost } from '../../db/posts.ts'
import type { PostRow } from '../../db/schema.ts'
import { Sheet } from './parts/sheet.tsx'

/** The sheet over any place: opens the post that the screen names, as it was left. */
export function Composer() {
  const composing = useScreen(screen => screen.composing)
  const compose = useScreen(screen => screen.compose)
  const [row, setRow] = useState<PostRow | null>(null)
  useEffect(() => {
    let isWanted = true
    if (composing === null) return
    void readPost(composing).then(found => {
      if (!isWanted) return
      if (found && found.deletedUtc === 0) setRow(found)
      else compose(null) // thrown away meanwhile
    })
    return () => { isWanted = false }
  }, [composing, compose])
  return row && row.id === composing ? <Sheet key={row.id} first={row} /> : null
}
