// Starts the built main bundle as login does (`--hidden`), on the stand-in's modules, under the run's clock and in the run's hands.
// `node boot.ts <repo> --user-data-dir=<folder> --hidden`; COMPTOIR_CHAOS names the rest. The bundle is the one that ships and knows nothing of it.
import { readFileSync } from 'node:fs'
import { createRequire, flushCompileCache, registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from '../../standin/app.ts'
import { appendArgument } from '../../standin/command-line.ts'
import { readClock } from '../clock.ts'
import { holdMain } from './agent.ts'
import { installFakeTime } from './fake-time.ts'
import type { InsideOptions } from '../protocol.ts'

const electronUrl = new URL('electron.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) => specifier === 'electron' ? { url: electronUrl, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
})

const options = JSON.parse(process.env['COMPTOIR_CHAOS'] ?? '') as InsideOptions // written by life.ts

const repo = path.resolve(process.argv[2] ?? '.')
const electronPackage = JSON.parse(readFileSync(path.join(repo, 'node_modules/electron/package.json'), 'utf8')) as { version: string } // npm's own file
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: electronPackage.version, chrome: '' }, enumerable: true })
Object.defineProperty(process, 'type', { value: 'browser' })
Object.defineProperty(process, 'resourcesPath', { value: repo })
for (const one of process.argv.slice(3)) appendArgument(one)
app.appPath = repo
app.packageFile = JSON.parse(readFileSync(path.join(repo, 'package.json'), 'utf8')) as typeof app.packageFile // our own

// One main at a time is the run's own doing; the lock would cost a process at each start.
app.requestSingleInstanceLock = () => true

const time = installFakeTime(readClock(options.clockFile))
holdMain({ time, options, keytar: createRequire(path.join(repo, 'package.json'))('keytar') as Record<string, (...args: unknown[]) => Promise<unknown>> }) // keytar's functions all answer with a promise
await import(pathToFileURL(path.join(repo, 'dist/main/index.js')).href)
app.becomeReady()
// Killed processes write nothing at their end: what was compiled is kept for the next start now.
flushCompileCache()
