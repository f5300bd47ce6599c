import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import type { z } from 'zod'
import { askChannel } from '../../preload/contract/index.ts'
import { inputs } from '../../preload/contract/inputs.ts'
import { fail, type Result } from '../../preload/contract/result.ts'
import { isDiskFull } from '../system/write-file.ts'
import type { Calls } from './calls.ts'

export type DoorTools = {
  /** Only our own window's own page may ask. */
  readonly isOurs: (event: IpcMainInvokeEvent) => boolean
  readonly logTrouble: (where: string, error: unknown) => void
}

/** The one door: checks who asks, parses what is asked, always answers a Result. */
export function registerCalls(calls: Calls, tools: DoorTools): void {
  ipcMain.handle(askChannel, async (event, topic: unknown, call: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!tools.isOurs(event)) {
      tools.logTrouble('door', 'a frame that is not ours asked and was refused')
      return fail({ kind: 'bad-input', detail: 'not allowed' })
    }
    return answer(calls, tools, topic, call, input)
  })
}

/** Apart from Electron, so that it can be tested. */
export async function answer(calls: Calls, { logTrouble }: Pick<DoorTools, 'logTrouble'>, topic: unknown, call: unknown, input: unknown): Promise<Result<unknown>> {
  const name = `${String(topic)}.${String(call)}`
  const schema = find(inputs, topic, call) as z.ZodType | undefined // the casts: the two tables are held against the contract by the compiler
  const work = find(calls, topic, call) as ((input: unknown) => Promise<Result<unknown>>) | undefined
  if (!schema || !work) return fail({ kind: 'bad-input', detail: `no call ${name.slice(0, 100)}` })
  const parsed = schema.safeParse(input)
  if (!parsed.success) {
    // Where and why, never the value: it may hold what a person wrote.
    const detail = parsed.error.issues.slice(0, 5).map(issue => `${issue.path.join('.')}: ${issue.code}`).join('; ')
    logTrouble(name, `refused: ${detail}`)
    return fail({ kind: 'bad-input', detail })
  }
  try {
    return await work(parsed.data)
  } catch (error) {
    logTrouble(name, error)
    return fail(isDiskFull(error) ? { kind: 'disk-full', detail: 'no space left on the disk' } : { kind: 'internal', detail: error instanceof Error ? error.name : 'error' })
  }
}

function find(table: object, topic: unknown, call: unknown): unknown {
  const inner: unknown = typeof topic === 'string' && Object.hasOwn(table, topic) ? (table as Record<string, unknown>)[topic] : undefined
  return typeof inner === 'object' && inner !== null && typeof call === 'string' && Object.hasOwn(inner, call) ? (inner as Record<string, unknown>)[call] : undefined
}
