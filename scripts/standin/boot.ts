// Start-up of the stand-in, in Electron's order: modules named with -r, the app's main script, Chromium, `ready`.
import { readFileSync, statSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { startChromium } from './chromium.ts'
import { appendArgument } from './command-line.ts'
import { app } from './app.ts'
import { startServing } from './protocol.ts'
import { runtime } from './runtime.ts'

const electronUrl = new URL('electron.ts', import.meta.url).href
registerHooks({
  resolve(specifier, context, next) {
    const isElectron = specifier === 'electron' || specifier === 'electron/main' || specifier === 'electron/common'
    return isElectron ? { url: electronUrl, format: 'module-typescript', shortCircuit: true } : next(specifier, context)
  },
})

type Start = { readonly preloads: readonly string[]; readonly appArgument: string; readonly switches: readonly string[] }

/** Reads Electron's own command line: `[-r module] [--switches] <app> [what the app gets]`. */
function readCommandLine(args: readonly string[]): Start {
  const preloads: string[] = []
  const switches: string[] = []
  let appArgument: string | undefined
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? ''
    if (argument === '-r' || argument === '--require') preloads.push(args[++index] ?? '')
    else if (argument.startsWith('--')) switches.push(argument)
    else appArgument ??= argument
  }
  return { preloads, appArgument: appArgument ?? '.', switches }
}

const electronPackage = JSON.parse(readFileSync(new URL('../../node_modules/electron/package.json', import.meta.url), 'utf8')) as { version: string } // npm's own file
const { preloads, appArgument, switches } = readCommandLine(process.argv.slice(2))
process.argv = [process.env['STANDIN_EXECUTABLE'] ?? process.execPath, ...process.argv.slice(2)]
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: electronPackage.version, chrome: '' }, enumerable: true })
Object.defineProperty(process, 'type', { value: 'browser' })
Object.defineProperty(process, 'resourcesPath', { value: path.resolve(import.meta.dirname) })
Object.defineProperty(process, 'defaultApp', { value: true })
for (const one of switches) if (!one.startsWith('--inspect') && one !== '--no-sandbox') appendArgument(one)

const target = path.resolve(appArgument)
const isFolder = statSync(target).isDirectory()
app.appPath = isFolder ? target : path.dirname(target)
if (isFolder) app.packageFile = JSON.parse(readFileSync(path.join(target, 'package.json'), 'utf8')) as typeof app.packageFile // the app's own
const mainScript = isFolder ? path.resolve(target, app.packageFile.main ?? 'index.js') : target

const require = createRequire(path.join(app.appPath, 'package.json'))
for (const module of preloads) require(module)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())

const mainLoaded = import(pathToFileURL(mainScript).href).catch((error: unknown) => {
  console.error('App threw an error during load\n', error)
  process.exit(1)
})
// The app may still say where its data lie and add switches. One whose top level awaits `ready` would never finish loading.
await Promise.race([mainLoaded, delay(2_000)])
if (!runtime.isQuitting) await start()

async function start(): Promise<void> {
  let chromium
  try {
    chromium = await startChromium(app.getPath('userData'))
  } catch (error) {
    console.error(`Electron stand-in: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  }
  runtime.chromium = chromium
  const { devTools } = chromium
  void devTools.closed.then(() => {
    if (runtime.isQuitting) return
    console.error('Electron stand-in: Chromium ended unexpectedly')
    process.exit(1)
  })
  devTools.onEvent(({ method, params, sessionId }) => {
    switch (method) {
      case 'Target.attachedToTarget': {
        const info = params['targetInfo'] as { type: string; targetId: string }
        void meet(info, params['sessionId'] as string)
        break
      }
      case 'Target.detachedFromTarget':
        runtime.contents.get(params['sessionId'] as string)?.markDestroyed()
        break
      case 'Target.targetInfoChanged': {
        const info = params['targetInfo'] as { targetId: string; title: string }
        for (const contents of runtime.contents.values()) if (contents.targetId === info.targetId) contents.setTargetInfo(info)
        break
      }
      default:
        if (sessionId !== undefined) runtime.contents.get(sessionId)?.receive({ method, params, sessionId })
    }
  })
  await startServing()
  await devTools.send('Target.setDiscoverTargets', { discover: true })
  await devTools.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'browser_ui', exclude: true }, { type: 'tab', exclude: true }, {}],
  })
  app.becomeReady()
}

/** Every new target is held until told to run: ours are prepared, a page that nobody asked for is closed. */
async function meet(info: { type: string; targetId: string }, sessionId: string): Promise<void> {
  const { devTools } = runtime.chromium ?? {}
  const opening = runtime.opening
  try {
    if (info.type === 'page' && opening !== undefined) {
      runtime.opening = undefined
      await opening.adopt(info.targetId, sessionId)
      return
    }
    // A held pop-up must also be let run, or its opener waits in window.open for ever. Both at once: once it is closed it has no session to be told by.
    const closing = info.type === 'page' ? devTools?.send('Target.closeTarget', { targetId: info.targetId }) : undefined
    await Promise.all([closing, devTools?.send('Runtime.runIfWaitingForDebugger', {}, sessionId)])
  } catch (error) {
    if (info.type === 'page' && opening !== undefined && !runtime.isQuitting) console.error('Electron stand-in:', error)
  }
}
