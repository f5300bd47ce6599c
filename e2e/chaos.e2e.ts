import { expect, test } from '@playwright/test'
import { spawn } from 'node:child_process'
import path from 'node:path'

const repo = path.resolve(import.meta.dirname, '..')

/** What a run says, once it has ended well. About a minute each where nothing else runs. */
async function chaos(...words: readonly string[]): Promise<string> {
  test.skip(process.platform !== 'linux', 'the run needs a keyring and a bus of its own, which only Linux lets it have')
  test.setTimeout(600_000)
  const run = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(repo, 'scripts/chaos/index.ts'), ...words], { cwd: repo, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (data: Buffer) => { said += data.toString() })
  const code = await new Promise(resolve => { run.on('close', resolve) })
  await test.info().attach('what the run said', { body: said, contentType: 'text/plain' })
  expect(code, said).toBe(0)
  for (const name of ['doubled', 'lost', 'false published']) expect(said).toMatch(new RegExp(`^${name} +0$`, 'm'))
  return said
}
const planned = (said: string): number => Number(/^planned +(\d+)$/m.exec(said)?.[1])

test('a small run of chaos: whatever is killed, cut or filled up, each post is there once, and none is claimed that is not', async () => {
  expect(planned(await chaos('--kills', '18', '--deliveries', '30', '--seed', '20261127', '--without', 'bluesky'))).toBeGreaterThanOrEqual(30)
})

test('a small run of chaos over every network that has a double: the same holds on each', async () => {
  expect(planned(await chaos('--kills', '14', '--deliveries', '36', '--seed', '20261127', '--over', 'doubles'))).toBeGreaterThanOrEqual(36)
})
