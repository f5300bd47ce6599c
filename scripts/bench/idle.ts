import { connectAll, startComptoir, startEmpty, waitForShell, type RunningApp } from './app.ts'
import { amount, atMost, type Budget, type Figure } from './figure.ts'
import type { Machine } from './machine.ts'
import { countProcesses, type ProcessCount } from './processes.ts'
import { startServers } from './servers.ts'
import { slope } from './statistics.ts'

const settleMs = 15_000
const sampleMs = 10_000
const megabyte = 2 ** 20

type Sample = { readonly atMs: number; readonly cpuMs: Readonly<Record<ProcessCount['kind'], number>>; readonly mainMemory: number; readonly heap: number }

/** Nobody touches the app, three accounts are connected and read at their usual pace. `minutes`: one, or as many as were asked for. */
export async function measureIdle(machine: Machine, minutes: number): Promise<readonly Figure[]> {
  const bare = await measureBare(machine)
  const servers = await startServers(3)
  try {
    const running = await startComptoir(machine, 'idle')
    try {
      await waitForShell(running)
      await connectAll(running, servers)
      await pause(settleMs)
      const samples: Sample[] = []
      const began = performance.now()
      for (let n = 0; n <= minutes * 60_000 / sampleMs; n++) {
        await pause(began + n * sampleMs - performance.now())
        // Collecting garbage is work of our own: only at the ends of a short run, once in ten minutes of a long one.
        const isCounted = n === 0 || n === minutes * 60_000 / sampleMs || (n * sampleMs) % 600_000 === 0
        if (isCounted) samples.push(await takeSample(running, performance.now() - began))
      }
      return figuresOf(samples, bare, minutes)
    } finally {
      await running.close()
    }
  } finally {
    await servers.close()
  }
}

async function measureBare(machine: Machine): Promise<Sample> {
  const running = await startEmpty(machine, 'idle-empty')
  try {
    await pause(3000)
    return await takeSample(running, 0)
  } finally {
    await running.close()
  }
}

async function takeSample({ app, page, pid }: RunningApp, atMs: number): Promise<Sample> {
  const session = await app.context().newCDPSession(page)
  const sum = (list: readonly ProcessCount[], kind: ProcessCount['kind'], of: (one: ProcessCount) => number): number => list.filter(one => one.kind === kind).reduce((total, one) => total + of(one), 0)
  // Counted before our own questions cost anything.
  const list = countProcesses(pid) ?? []
  const cpuOf = (kind: ProcessCount['kind']): number => sum(list, kind, one => one.cpuMs)
  const cpuMs = { main: cpuOf('main'), renderer: cpuOf('renderer'), other: cpuOf('other') }
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return { atMs, cpuMs, mainMemory: sum(list, 'main', one => one.memoryBytes), heap: usedSize }
}

function figuresOf(samples: readonly Sample[], bare: Sample, minutes: number): readonly Figure[] {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last) throw new Error('nothing was measured')
  const cpu = (kind: ProcessCount['kind'], budget: Budget | null): Figure =>
    ({ what: `idle for ${minutes} min, 3 accounts: CPU of ${names[kind]}`, measured: amount((last.cpuMs[kind] - first.cpuMs[kind]) / (last.atMs - first.atMs) * 100, '%'), against: null, budget })
  const perHour = (of: (sample: Sample) => number): number => slope(samples.map(sample => ({ x: sample.atMs / 3_600_000, y: of(sample) / megabyte })))
  // A minute's growth says nothing about hours: only a long run is held against the budget.
  const growth = minutes >= 60 ? atMost(1) : null
  return [
    cpu('main', atMost(1)), cpu('renderer', atMost(1)), cpu('other', null),
    { what: 'renderer heap', measured: amount(last.heap / megabyte, 'MB'), against: { what: 'of an empty page', amount: amount(bare.heap / megabyte, 'MB') }, budget: atMost(200) },
    { what: 'memory of main over the bare runtime', measured: amount((last.mainMemory - bare.mainMemory) / megabyte, 'MB'), against: { what: 'of the bare runtime', amount: amount(bare.mainMemory / megabyte, 'MB') }, budget: atMost(150) },
    { what: 'growth of the renderer heap', measured: amount(perHour(sample => sample.heap), 'MB/h'), against: null, budget: growth },
    { what: 'growth of main', measured: amount(perHour(sample => sample.mainMemory), 'MB/h'), against: null, budget: growth },
  ]
}

const names = { main: 'main', renderer: 'the page', other: "the runtime's other processes" } as const

const pause = (ms: number): Promise<void> => new Promise(resolve => { setTimeout(resolve, Math.max(0, ms)) })
