import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBench, type ConformanceHarness, type ConformanceWorld } from './conformance-harness.ts'
import { networks } from './registry.ts'
import { stories } from './stories.ts'

const harnesses = import.meta.glob<{ harness: ConformanceHarness }>('./*/conformance-harness.ts')

// A folder that is not in the registry yet is held to the same: it says by failing what is left to write.
const begun = Object.entries(harnesses).filter(([path]) => !networks.some(network => path === `./${network.description.id}/conformance-harness.ts`))
const all = [...networks, ...(await Promise.all(begun.map(async ([, load]) => (await load()).harness.network)))]

describe.each(all.map(network => [network.description.name, network] as const))('%s as a network', (_name, network) => {
  const opened: ConformanceWorld[] = []
  let whySkipped: string | null = null
  const harnessOf = async (): Promise<ConformanceHarness> => {
    const load = harnesses[`./${network.description.id}/conformance-harness.ts`]
    if (!load) throw new Error(`${network.description.id} has no conformance-harness.ts`)
    return (await load()).harness
  }
  beforeAll(async () => { whySkipped = await (await harnessOf()).getReady?.() ?? null }, 300_000)
  beforeEach(context => { if (whySkipped !== null) context.skip(whySkipped) })
  afterEach(async () => {
    for (const world of opened.splice(0)) await world.stop()
  })

  it.for(stories.map(story => [story.name, story] as const))('%s', async ([, story], context) => {
    const world = await (await harnessOf()).start()
    opened.push(world)
    const bench = openBench(network, world)
    const why = story.lacks?.(bench) ?? null
    if (why !== null) return context.skip(why)
    expect.hasAssertions()
    await story.tell(bench)
  })
})
