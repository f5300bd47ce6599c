import { expect, test } from '@playwright/test'
import { spawn } from 'node:child_process'
import path from 'node:path'

const repo = path.resolve(import.meta.dirname, '..')

test('a small run of chaos: whatever is killed, cut or filled up, each post is there once, and none is claimed that is not', async () => {
  test.skip(process.platform !== 'linux', 'the run needs a keyring and a bus of its own, which only Linux lets it have')
  test.setTimeout(600_000) // about a minute where nothing else runs
  const run = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(repo, 'scripts/chaos/index.ts'), '--kills', '18', '--deliveries', '30', '--seed', '20261127', '--without', 'bluesky'], { cwd: repo, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (data: Buffer) => { said += data.toString() })
  const code = await new Promise(resolve => { run.on('close', resolve) })
  await test.info().attach('what the run said', { body: said, contentType: 'text/plain' })
  expect(code, said).toBe(0)
  for (const name of ['doubled', 'lost', 'false published']) expect(said).toMatch(new RegExp(`^${name} +0$`, 'm'))
  expect(Number(/^planned +(\d+)$/m.exec(said)?.[1])).toBeGreaterThanOrEqual(30)
})
