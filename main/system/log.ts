import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { createRedaction, type Redaction } from './redaction.ts'

export { createRedaction, type Redaction } from './redaction.ts'

/** Small facts beside a line: ids, counts, kinds. Never what people wrote. */
export type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>

export type Log = {
  debug(what: string, facts?: Facts): void
  info(what: string, facts?: Facts): void
  warn(what: string, facts?: Facts): void
  /** `cause` is anything that was thrown: its stack is kept, without secrets. */
  error(what: string, cause?: unknown, facts?: Facts): void
  /** Nothing is written after it, whoever still has something to say. */
  end(): void
  readonly redact: Redaction
  /** Where the files are. */
  readonly folder: string
}
type Level = 'debug' | 'info' | 'warn' | 'error'
const rank: Readonly<Record<Level, number>> = { debug: 0, info: 1, warn: 2, error: 3 }

const maxFileBytes = 1_000_000
const keptFiles = 5
const maxLineCharacters = 8_000
/** Names under which words of people would travel: left out whatever a caller thinks. */
const bodies = /^(text|body|content|message|alt|note|comment|bio|answer)$/iu

/** Writes `comptoir.log` in the folder, at once and in order, so that the last line before a crash is there. Older files: `comptoir.1.log` … */
export function createLog(folder: string, now: () => number, options: { readonly redact?: Redaction; readonly least?: Level; readonly maxBytes?: number } = {}): Log {
  const redact = options.redact ?? createRedaction()
  const least = rank[options.least ?? 'info']
  const maxBytes = options.maxBytes ?? maxFileBytes
  const file = path.join(folder, 'comptoir.log')
  let sizeBytes = sizeOf(file)
  let hasEnded = false

  function write(level: Level, what: string, facts: Facts = {}, cause?: unknown): void {
    if (hasEnded || rank[level] < least) return
    const kept = Object.entries(facts).filter(([name, value]) => value !== undefined && !bodies.test(name))
    const parts = [new Date(now()).toISOString(), level.padEnd(5), what, ...kept.map(([name, value]) => `${name}=${JSON.stringify(typeof value === 'string' ? redact.clean(value) : value)}`)]
    if (cause !== undefined) parts.push(`\n  ${describe(cause).replaceAll('\n', '\n  ')}`)
    const line = `${redact.clean(parts.join(' ')).slice(0, maxLineCharacters)}\n`
    try {
      if (sizeBytes + Buffer.byteLength(line) > maxBytes) rotate(folder)
      mkdirSync(folder, { recursive: true })
      appendFileSync(file, line, { mode: 0o600 })
      sizeBytes = sizeOf(file)
    } catch {
      // The disk is full or the folder is gone: a log that cannot be written must not stop what it tells about.
    }
  }

  return {
    debug: (what, facts) => { write('debug', what, facts) },
    info: (what, facts) => { write('info', what, facts) },
    warn: (what, facts) => { write('warn', what, facts) },
    error: (what, cause, facts) => { write('error', what, facts, cause) },
    end: () => { hasEnded = true },
    redact,
    folder,
  }
}

/** Uncaught exceptions and unhandled rejections end in the log; main goes on, since what it was sending is in the journal. */
export function logUncaught(log: Log, source: Pick<NodeJS.Process, 'on'> = process): void {
  source.on('uncaughtException', cause => { log.error('uncaught exception', cause) })
  source.on('unhandledRejection', cause => { log.error('unhandled rejection', cause) })
}

function rotate(folder: string): void {
  const name = (age: number): string => path.join(folder, age === 0 ? 'comptoir.log' : `comptoir.${age}.log`)
  rmSync(name(keptFiles - 1), { force: true })
  for (let age = keptFiles - 2; age >= 0; age--) if (sizeOf(name(age)) > 0) renameSync(name(age), name(age + 1))
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const text = cause.stack ?? `${cause.name}: ${cause.message}`
  return cause.cause === undefined ? text : `${text}\ncaused by ${describe(cause.cause)}`
}
