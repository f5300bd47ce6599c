import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ok } from '../../preload/contract/result.ts'
import { createPublishLoop } from '../publishing/loop.ts'
import { createPaperNetwork } from '../publishing/test-bench.ts'
import { createJournal, type Journal } from './journal.ts'

const fixtures = path.join(import.meta.dirname, 'fixtures')
const shipped = readdirSync(fixtures).filter(name => /^journal-v\d+\.sqlite$/u.test(name))

function copyOf(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-shipped-'))
  onTestFinished(() => { rmSync(folder, { recursive: true }) })
  const file = path.join(folder, 'journal.sqlite')
  copyFileSync(path.join(fixtures, name), file)
  return file
}

type Rows = Record<string, readonly Record<string, unknown>[]>
function rowsOf(file: string): Rows {
  const db = new DatabaseSync(file, { readOnly: true })
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%'").all().map(row => String(row.name))
  const rows = Object.fromEntries(tables.map(table => [table, db.prepare(`SELECT * FROM ${table}`).all().map(row => ({ ...row }))]))
  db.close()
  return rows
}

const openedUtc = Date.UTC(2026, 10, 27, 9)
const open = (file: string): Journal => {
  const journal = createJournal(file, { now: () => openedUtc, warn: line => { throw new Error(line) } })
  onTestFinished(() => { journal.close() })
  return journal
}

describe.each(shipped)('pain 4: %s', name => {
  it('opens with every row of every table whole', () => {
    const file = copyOf(name)
    const before = rowsOf(file)
    const journal = open(file)
    expect(journal.putAside).toBeNull()
    expect(journal.deliveries.all()).toHaveLength(before['deliveries']?.length ?? 0)
    const after = rowsOf(file)
    for (const [table, rows] of Object.entries(before)) {
      expect(rows.length, table).toBeGreaterThan(0)
      // A later version may add to a row; what was in it stays as it was.
      expect(after[table], table).toMatchObject(rows)
    }
  })

  it('sends nothing again that has a remote id, and looks for what may be out', async () => {
    const journal = open(copyOf(name))
    const out = journal.deliveries.all().filter(({ delivery }) => journal.deliveries.parts(delivery.id).some(part => part.remote !== null))
    expect(out.map(({ delivery }) => delivery.id.split(':')[0]).sort()).toEqual(['post-preparing-out', 'post-published'])
    const network = createPaperNetwork()
    const sent: string[] = []
    const connection = {
      ...network,
      commit: (...[act, prepared]: Parameters<typeof network.commit>) => {
        sent.push(act.kind === 'publish' || act.kind === 'reply' ? act.content.parts.map(part => part.text).join(' / ') : act.kind)
        return network.commit(act, prepared)
      },
      find: () => Promise.resolve(ok({ kind: 'no-proof' as const, lookedAt: 'the paper' })),
    }
    const loop = createPublishLoop({
      journal, now: () => openedUtc, random: () => 0, isPaused: () => false, clock: { look: () => 0, isTrusted: () => true }, quotaUntil: () => null, pace: () => ({ gapMinutes: 0, postsPerHour: 25 }), connect: () => Promise.resolve(ok(connection)), signInRefused: () => undefined, hangUp: () => undefined, postsAtOnce: () => undefined,
      logTrouble: (_, error) => { throw error instanceof Error ? error : new Error(String(error)) }, setWake: (_, wake) => { const soon = setImmediate(wake); return () => { clearImmediate(soon) } },
    })
    loop.start()
    for (let turn = 0; turn < 200; turn++) await new Promise(resolve => { setImmediate(resolve) })
    await loop.stop()
    // The second part of the thread whose first is out, and what had certainly not begun; each once.
    expect(sent.sort()).toEqual(['@ann Thank you!', 'Bread (1) / Bread (2)', 'Bread: planned', 'Bread: preparing', 'Bread: waiting'])
    for (const kept of ['published', 'cancelled', 'failed']) expect(journal.deliveries.all().find(({ delivery }) => delivery.id.startsWith(`post-${kept}:`))?.state.kind).toBe(kept)
    expect(journal.deliveries.all().find(({ delivery }) => delivery.id.startsWith('post-committing:'))?.state.kind).toBe('unknown')
  })
})
