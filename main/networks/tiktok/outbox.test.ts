import { afterEach, expect, it } from 'vitest'
import type { Content } from '../../../preload/contract/drafts.ts'
import type { DeliveryState } from '../../../preload/contract/publishing.ts'
import { createBench, delivery } from '../../publishing/test-bench.ts'
import { startWorld, type TiktokWorld } from './conformance-harness.ts'
import { openConnection } from './index.ts'

const opened: TiktokWorld[] = []
afterEach(async () => { for (const world of opened.splice(0)) await world.stop() })

/** The outbox itself, journal and all, and the double at its other end. */
async function begin() {
  const world = await startWorld({ processingMs: 4000, moderationMs: 4000 })
  opened.push(world)
  const bench = createBench()
  Object.assign(bench.network, openConnection(world.session, ms => Promise.resolve(world.advance(ms))))
  const state = (): DeliveryState | undefined => bench.journal.deliveries.all().find(one => one.delivery.id === 'd')?.state
  return {
    ...world, bench, state,
    plan: (content: Content) => bench.outbox.put([delivery('d', { act: { kind: 'publish', content } })]),
    /** Time goes by on both sides until the delivery is there. */
    until: async (kind: DeliveryState['kind'], more: object = {}): Promise<void> => {
      await expect.poll(async () => {
        world.advance(1000)
        await bench.advance(1000)
        return state()
      }, { timeout: 10_000, interval: 5 }).toMatchObject({ kind, ...more })
    },
  }
}

it('the answer to a video’s last part gets lost: it is published once, and the journal says where', async () => {
  const { plan, contentOf, until, double } = await begin()
  double.loseNextAnswer()
  plan(contentOf('Une seule fois'))
  await until('published', { remotes: [{ url: expect.stringContaining('/video/') }] })
  expect(double.posts()).toHaveLength(1)
  expect(double.requests().filter(one => one.path === '/v2/post/publish/video/init/')).toHaveLength(1)
})

it('a draft is never called published before its owner has finished it', async () => {
  const { plan, contentOf, until, double, session, state } = await begin()
  plan(contentOf('Brouillon', undefined, { audience: 'draft' }))
  await until('unknown', { looks: [{ doubt: 'draft-there' }] })
  for (const task of double.state.tasks) task.finishedUtc = session.now()
  await until('published')
  expect(double.posts()).toHaveLength(1)
  expect(state()?.kind).toBe('published')
})

it('a video that TikTok takes and then refuses ends as failed, with its reason', async () => {
  const { plan, contentOf, until, keep, double } = await begin()
  double.loseNextAnswer()
  plan(contentOf('Rien', [keep(new Uint8Array(3000).fill(7), { kind: 'video', mime: 'video/mp4', name: 'rien.mp4' })]))
  await until('failed', { failure: { kind: 'refused', reason: 'media' } })
  expect(double.posts()).toEqual([])
})
