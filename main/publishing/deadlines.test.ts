import { expect, it } from 'vitest'
import { emptyContent, type MediaUse } from '../../preload/contract/drafts.ts'
import type { Act } from '../../preload/contract/publishing.ts'
import type { Connection } from '../networks/network.ts'
import { withDeadlines } from './deadlines.ts'

const posting = (sizeBytes: number): Act =>
  ({ kind: 'publish', content: { ...emptyContent(), parts: [{ text: '', media: sizeBytes === 0 ? [] : [{ sizeBytes } as MediaUse], poll: null }] } }) // the cast: only its size is asked for

it('gives the step that publishes the time its file takes on a slow line, and no longer', () => {
  const waits: number[] = []
  const never = () => new Promise<never>(() => undefined)
  const { commit } = withDeadlines({ commit: never } as unknown as Connection, { setWake: ms => { waits.push(ms); return () => undefined }, hangUp: () => undefined }) // the cast: nothing else is called
  for (const size of [0, 10_000_000, 4_000_000_000]) void commit(posting(size), { body: '', key: '' })
  expect(waits.map(ms => Math.round(ms / 60_000))).toEqual([5, 13, 58])
})
