import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { Temporal } from 'temporal-polyfill'
import { awaysOf, type Away } from '../../../preload/contract/away.ts'
import { useNow } from '../../app/use-now.ts'
import { useSituation } from '../../app/situation.ts'
import { comptoir } from '../../comptoir.ts'
import { readMeta, writeMeta } from '../../db/meta.ts'
import { cameInWhile, postsDueWhile } from '../../db/while-away.ts'
import { computerZone } from '../../text/format.ts'
import { storyOf, toldAways, unseenFates, type AwayStory, type Fate } from './away-state.ts'

const seenName = 'awaySeenUtc'
/** Someone who opens Comptoir once a week reads the last ones, not all. */
const mostTold = 5
const noAways: readonly Away[] = []
const noStories: readonly AwayStory[] = []

export type AwayData = { readonly stories: readonly AwayStory[]; readonly unseen: readonly Fate[] }

/** Times away that are still told, each with what was due in it, alive. Undefined until main and the store have answered. */
export function useAway(): AwayData | undefined {
  const aways = useAways()
  const zone = computerZone()
  const dayStartUtc = Temporal.Instant.fromEpochMilliseconds(useNow()).toZonedDateTimeISO(zone).startOfDay().epochMilliseconds
  return useLiveQuery(async () => {
    if (!aways) return undefined
    const seenUtc = await readMeta(seenName, z.number(), 0)
    const told = toldAways(aways, seenUtc, dayStartUtc).slice(0, mostTold)
    const stories = told.length === 0 ? noStories : await Promise.all(told.map(async away => storyOf(away, await postsDueWhile(away.fromUtc, away.untilUtc), await cameInWhile(away.fromUtc, away.untilUtc))))
    return { stories, unseen: unseenFates(stories, seenUtc) }
  }, [aways, dayStartUtc])
}

/** Main is asked at the start, and again each time this computer is back. */
function useAways(): readonly Away[] | undefined {
  const backSinceUtc = useSituation(situation => situation.state.backSinceUtc)
  const [aways, setAways] = useState<readonly Away[]>()
  useEffect(() => {
    if (backSinceUtc === null) return setAways(noAways)
    let isCurrent = true
    void comptoir().system.absences().then(answer => { if (isCurrent && answer.ok) setAways(awaysOf(answer.value)) })
    return () => { isCurrent = false }
  }, [backSinceUtc])
  return aways
}

/** The owner has read it: the banner goes, the sheet stays within reach for the day. */
export const markSeen = (): Promise<void> => writeMeta(seenName, useSituation.getState().state.backSinceUtc ?? 0)
