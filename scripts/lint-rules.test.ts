import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const repo = path.resolve(import.meta.dirname, '..')

/** A file in its place, one line in it, and whether lint lets it stand. `undefined`: it does. */
const cases: readonly { readonly file: string; readonly line: string; readonly refusedBy: string | undefined }[] = [
  { file: 'renderer/app/from-main.ts', line: "import '../../main/http/request.ts'", refusedBy: 'no-restricted-imports' },
  { file: 'renderer/app/from-node.ts', line: "import 'node:fs'", refusedBy: 'no-restricted-imports' },
  { file: 'renderer/app/from-electron.ts', line: "import 'electron'", refusedBy: 'no-restricted-imports' },
  { file: 'renderer/app/from-contract.ts', line: "import '../../preload/contract/index.ts'", refusedBy: undefined },
  { file: 'renderer/app/from-dexie.ts', line: "import 'dexie'", refusedBy: 'no-restricted-imports' },
  { file: 'renderer/features/inbox/from-dexie.ts', line: "import 'dexie'", refusedBy: 'no-restricted-imports' },
  { file: 'renderer/features/inbox/live.ts', line: "import 'dexie-react-hooks'", refusedBy: undefined },
  { file: 'renderer/db/from-dexie.ts', line: "import 'dexie'", refusedBy: undefined },
  { file: 'renderer/sync/from-dexie.ts', line: "import 'dexie'", refusedBy: undefined },
  { file: 'renderer/sync/from-feature.ts', line: "import '../features/inbox/index.ts'", refusedBy: 'no-restricted-imports' },
  { file: 'renderer/ui/from-feature.ts', line: "import '../features/inbox/index.ts'", refusedBy: 'no-restricted-imports' },
  { file: 'renderer/features/inbox/deep.ts', line: "import '../composer/composer-state.ts'", refusedBy: 'no-restricted-imports' },
  { file: 'renderer/features/inbox/parts/deep.ts', line: "import '../../composer/parts/preview.tsx'", refusedBy: 'no-restricted-imports' },
  { file: 'renderer/features/inbox/door.ts', line: "import '../composer/index.ts'", refusedBy: undefined },
  { file: 'renderer/features/inbox/parts/door.ts', line: "import '../../composer/index.ts'", refusedBy: undefined },
  { file: 'renderer/features/inbox/parts/own.ts', line: "import '../inbox-state.ts'", refusedBy: undefined },
  { file: 'renderer/features/inbox/down.ts', line: "import '../../db/items.ts'", refusedBy: undefined },
  { file: 'main/window/from-renderer.ts', line: "import '../../renderer/db/items.ts'", refusedBy: 'no-restricted-imports' },
  { file: 'main/window/from-scripts.ts', line: "import '../../scripts/standin/electron.ts'", refusedBy: 'no-restricted-imports' },
  { file: 'main/window/from-electron.ts', line: "import 'electron'", refusedBy: undefined },
  { file: 'preload/contract/from-node.ts', line: "import 'node:path'", refusedBy: 'no-restricted-imports' },
  { file: 'preload/contract/from-electron.ts', line: "import 'electron'", refusedBy: 'no-restricted-imports' },
  { file: 'preload/from-main.ts', line: "import '../main/window/window.ts'", refusedBy: 'no-restricted-imports' },
  { file: 'preload/from-electron.ts', line: "import 'electron'", refusedBy: undefined },
  { file: 'main/networks/mastodon/sideways.ts', line: "import '../bluesky/client.ts'", refusedBy: 'no-restricted-imports' },
  { file: 'main/networks/mastodon/common.ts', line: "import '../graph-api/client.ts'", refusedBy: undefined },
  { file: 'main/networks/mastodon/up.ts', line: "import '../../publishing/loop.ts'", refusedBy: 'no-restricted-imports' },
  { file: 'main/networks/mastodon/shape.ts', line: "import '../network.ts'", refusedBy: undefined },
  { file: 'main/networks/mastodon/wire.ts', line: "import '../../http/request.ts'", refusedBy: undefined },
  { file: 'main/networks/mastodon/words.ts', line: "import '../../../preload/contract/index.ts'", refusedBy: undefined },
  { file: 'main/publishing/wire.ts', line: "await fetch('https://example.org')", refusedBy: 'no-restricted-globals' },
  { file: 'renderer/app/wire.ts', line: "await fetch('https://example.org')", refusedBy: 'no-restricted-globals' },
  { file: 'main/http/wire.ts', line: "await fetch('https://example.org')", refusedBy: undefined },
  { file: 'main/publishing/wire.test.ts', line: "await fetch('https://example.org')", refusedBy: undefined },
  { file: 'main/window/loose.ts', line: 'Promise.resolve(1)', refusedBy: 'no-floating-promises' },
  { file: 'main/window/anything.ts', line: 'export const thing = JSON.parse("1") as any', refusedBy: 'no-explicit-any' },
  { file: 'main/window/swallowed.ts', line: 'try { JSON.parse("") } catch {}', refusedBy: 'no-empty' },
  { file: 'main/window/round.ts', line: "import { there } from './trip.ts'; export const round = () => there", refusedBy: 'no-cycle' },
  { file: 'main/window/trip.ts', line: "import { round } from './round.ts'; export const there = () => round", refusedBy: 'no-cycle' },
]

let folder: string
const refusals = new Map<string, string[]>()

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-lint-'))
  cpSync(path.join(repo, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'))
  cpSync(path.join(repo, 'tsconfig.json'), path.join(folder, 'tsconfig.json'))
  symlinkSync(path.join(repo, 'node_modules'), path.join(folder, 'node_modules'), 'junction') // the types tsconfig.json names
  for (const { file, line } of cases) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), `${line}\n`)
  }
  const { stdout } = spawnSync(process.execPath, [path.join(repo, 'node_modules/oxlint/bin/oxlint'), '--type-aware', '-f', 'unix', 'main', 'preload', 'renderer'], { cwd: folder, encoding: 'utf8', timeout: 60_000 })
  for (const line of stdout.split('\n')) {
    const found = /^([^:]+):\d+:\d+: .*\(([a-z-]+)\)\]$/.exec(line)
    if (found?.[1] !== undefined) refusals.set(found[1], [...(refusals.get(found[1]) ?? []), found[2] ?? ''])
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(cases)('$file: $line', ({ file, refusedBy }) => {
  const rules = (refusals.get(file) ?? []).filter(rule => /restricted|floating|explicit-any|no-empty|cycle/.test(rule))
  expect(rules).toEqual(refusedBy === undefined ? [] : [refusedBy])
})
