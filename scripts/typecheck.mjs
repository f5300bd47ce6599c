// `npm run typecheck`: the whole repo against Electron's types, then the two proofs about the stand-in (scripts/standin/README.md).
import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const repo = path.resolve(import.meta.dirname, '..')

/**
 * Electron's types without its module names: an ambient `declare module 'electron'` would win over the `paths` entry by which
 * tsconfig.use.json puts the stand-in's offer in its place.
 */
async function writeNamespaceOnly() {
  const folder = path.join(repo, 'node_modules/.cache/comptoir/types/electron')
  const text = await readFile(path.join(repo, 'node_modules/electron/electron.d.ts'), 'utf8')
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'index.d.ts'), text.replaceAll(/declare module 'electron(\/\w+)?'/g, "declare module 'electron-itself$1'"))
}

function check(...args) {
  return new Promise(resolve => {
    const compiler = path.join(repo, 'node_modules/typescript/bin/tsc')
    const child = spawn(process.execPath, [compiler, '--noEmit', ...args], { cwd: repo, stdio: 'inherit' })
    child.on('exit', code => resolve(code === 0))
  })
}

await writeNamespaceOnly()
/** What was checked is remembered beside the packages: only what changed, and what hangs on it, is checked again. */
const remembered = name => ['--incremental', '--tsBuildInfoFile', path.join(repo, `node_modules/.cache/comptoir/${name}.tsbuildinfo`)]
const outcomes = [
  await check(...remembered('all')),
  await check('-p', 'scripts/standin/tsconfig.offer.json', ...remembered('offer')),
  await check('-p', 'scripts/standin/tsconfig.use.json', ...remembered('use')),
]
process.exitCode = outcomes.every(Boolean) ? 0 : 1
