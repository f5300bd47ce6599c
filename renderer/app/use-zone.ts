import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect } from 'react'
import { z } from 'zod'
import { readMeta, writeMeta } from '../db/meta.ts'
import { plannedZones } from '../db/posts.ts'
import { computerZone } from '../text/format.ts'
import { travelOf, type Travel } from './travel.ts'
import { useNow } from './use-now.ts'

const zoneName = 'zoneSeen'

/** The computer's zone; follows a journey within half a minute, also while the window stays open. */
export function useZone(): string {
  useNow()
  return computerZone()
}

/** Set while this computer is in another zone than when its owner last looked, and posts were planned elsewhere. */
export function useTravel(): { readonly travel: Travel | null; readonly understood: () => void } {
  const here = useZone()
  const known = useLiveQuery(() => readMeta(zoneName, z.string(), ''))
  const planned = useLiveQuery(() => plannedZones(Date.now()), [here])
  const travel = known === undefined || planned === undefined ? null : travelOf(here, known, planned)
  const isNew = known === '' || (known !== undefined && known !== here && planned !== undefined && travel === null)
  // Nothing to tell: the next journey is measured from here.
  useEffect(() => { if (isNew) void writeMeta(zoneName, here) }, [isNew, here])
  return { travel, understood: () => { void writeMeta(zoneName, here) } }
}
