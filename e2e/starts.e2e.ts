import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { chooseRuntime } from '../scripts/runtime.ts'
import { expect, test } from './fixtures.ts'


test('the window opens on the app, with nothing of Node in its page', async ({ page }) => {
  await expect(page.locator('body')).toBeVisible()
  expect(await page.evaluate(() => [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process'), isSecureContext])).toEqual(['undefined', 'undefined', true])
})

test('what was there before a quit is there after it', async ({ comptoir }) => {
  const page = await comptoir.relaunch()
  await expect(page.locator('body')).toBeVisible()
})

test('a start that cannot be made is said and ends, instead of running unseen', async ({ comptoir }) => {
  await comptoir.quit()
  const journal = path.join(comptoir.userData, 'journal.sqlite')
  for (const ending of ['', '-wal', '-shm']) await rm(journal + ending, { force: true })
  await mkdir(journal) // no database can be opened there
  const started = spawn(chooseRuntime().executable, ['--no-sandbox', path.resolve(import.meta.dirname, '..')], { env: { ...process.env, ...comptoir.env } })
  const said: string[] = []
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (data: Buffer) => { said.push(data.toString()) })
  expect(await once(started, 'exit')).toEqual([1, null])
  expect(said.join('')).toContain('Comptoir could not start')
  const logs = path.join(comptoir.userData, 'logs')
  expect((await Promise.all((await readdir(logs)).map(name => readFile(path.join(logs, name), 'utf8')))).join('')).toContain('unable to open database file')
})
