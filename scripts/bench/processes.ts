import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** What the system counts of one process (Linux). CPU time in ms since it began, memory as its share of all it has mapped (PSS), in bytes. */
export type ProcessCount = { readonly pid: number; readonly kind: 'main' | 'renderer' | 'other'; readonly cpuMs: number; readonly memoryBytes: number }

const ticksPerS = (): number => Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** A program and all it has started, with the parts they play. Null where the system does not tell. */
export function countProcesses(main: number): readonly ProcessCount[] | null {
  if (process.platform !== 'linux') return null
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : null
    if (stat) parents.set(Number(name), Number(fieldsAfterName(stat)[1]))
  }
  const isBelow = (pid: number): boolean => pid === main || (parents.has(pid) && isBelow(parents.get(pid) ?? 0))
  const tickMs = 1000 / ticksPerS()
  return [...parents.keys()].filter(isBelow).flatMap(pid => {
    const stat = read(`/proc/${pid}/stat`)
    const pss = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1]
    if (!stat) return []
    const fields = fieldsAfterName(stat)
    const line = read(`/proc/${pid}/cmdline`) ?? ''
    return [{ pid, kind: pid === main ? 'main' as const : line.includes('--type=renderer') ? 'renderer' as const : 'other' as const, cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs, memoryBytes: Number(pss ?? 0) * 1024 }]
  })
}

/** Fields of proc(5) stat from the state on: 1 is the parent, 11 and 12 the time used in the program and in the system. */
const fieldsAfterName = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ')

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It ended meanwhile, or is not ours to look at.
    return null
  }
}
