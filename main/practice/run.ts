import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { removePractice, startPracticeServer } from './server.ts'

/** `node main/practice/run.ts --port 0 --folder X --seed 1 --language en`: prints the address, runs until it is told to stop. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    folder: { type: 'string' },
    seed: { type: 'string', default: '1' },
    language: { type: 'string', default: 'en' },
    /** Calls allowed in five minutes; a test that hammers wants many. */
    calls: { type: 'string', default: '300' },
  },
})
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'comptoir-practice-'))
const server = await startPracticeServer({
  folder,
  port: Number(values.port),
  seed: Number(values.seed),
  language: values.language === 'fr' ? 'fr' : 'en',
  limits: { calls: Number(values.calls), posts: Math.max(300, Number(values.calls)), uploads: Math.max(30, Number(values.calls)) },
})
process.stdout.write(`${server.url}\n`)
const stop = (): void => {
  void server.close().then(() => {
    if (values.folder === undefined) removePractice(folder)
    process.exit(0)
  })
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
