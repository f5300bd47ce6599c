// `node scripts/test.mjs [check|unit|conformance|e2e]`: runs the stages one after the other, goes on after a failure, and counts.
// The last line is always `N passed, N failed, N skipped`; lint and types count as one test each.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openBus, openKeyring, openScreen } from './desktop.ts'
import { useRuntime } from './runtime.ts'

const repo = path.resolve(import.meta.dirname, '..')
const quickStages = ['lint', 'types', 'unit']
const stages = { check: quickStages, unit: ['unit'], conformance: ['unit'], e2e: ['e2e'], all: ['lint', 'types', 'unit', 'e2e'] }[process.argv[2] ?? 'all']
if (stages === undefined) throw new Error('usage: node scripts/test.mjs [check|unit|conformance|e2e]')
// What starts a network's server or double: part of `npm test` and of `npm run conformance`, too long for a check before each commit.
const slowTests = ['main/networks/*/**', 'main/networks/conformance.test.ts', 'main/networks/defects.test.ts'].flatMap(pattern => ['--exclude', pattern])
/** What every network is told, the mistakes that must be found, and what only one network does. */
const conformanceTests = ['main/networks']
const passedOn = [...(process.argv[2] === 'conformance' ? conformanceTests : []), ...process.argv.slice(3)]

const scratch = mkdtempSync(path.join(tmpdir(), 'comptoir-test-'))
const parts = []
const count = { passed: 0, failed: 0, skipped: 0 }
const skips = []
const env = { ...process.env, PATH: `${path.join(repo, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }) }
const isWindows = process.platform === 'win32'

/** Runs a program of node_modules; true when it ended well. */
function run(program, args) {
  return new Promise(resolve => {
    const command = program === 'node' ? process.execPath : isWindows ? `${program}.cmd` : program
    const child = spawn(command, args, { cwd: repo, stdio: ['ignore', 'inherit', 'inherit'], env, shell: command.endsWith('.cmd') })
    child.on('error', error => {
      console.error(`${program}: ${error.message}`)
      resolve(false)
    })
    child.on('exit', code => resolve(code === 0))
  })
}

async function runAsOne(steps) {
  let isOk = true
  for (const [program, ...args] of steps) isOk = (await run(program, args)) && isOk
  count[isOk ? 'passed' : 'failed']++
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

const runners = {
  lint: () => runAsOne([['oxlint', '--type-aware', '--deny-warnings']]),
  types: () => runAsOne([['node', 'scripts/typecheck.mjs']]),

  async unit() {
    const file = path.join(scratch, 'unit.json')
    const isOk = await run('vitest', ['run', '--config', 'scripts/vitest.config.ts', '--reporter=default', '--reporter=./scripts/count-reporter.ts', ...(stages === quickStages ? slowTests : []), ...passedOn])
    const report = readReport(file)
    count.passed += report?.passed ?? 0
    count.failed += report?.failed ?? 0
    count.skipped += report?.skips.length ?? 0
    skips.push(...(report?.skips ?? []))
    if (!isOk && (report?.failed ?? 0) === 0) count.failed++ // a file that could not be loaded, an error outside any test
  },

  async e2e() {
    const file = path.join(scratch, 'e2e.json')
    const isOk = await run('playwright', ['test', '--config', 'e2e/playwright.config.ts', ...passedOn])
    const { stats, suites = [] } = readReport(file) ?? {}
    count.passed += stats?.expected ?? 0
    count.failed += (stats?.unexpected ?? 0) + (stats?.flaky ?? 0)
    count.skipped += stats?.skipped ?? 0
    const visit = suite => {
      for (const spec of suite.specs ?? []) {
        for (const test of spec.tests) {
          if (test.status !== 'skipped') continue
          const reason = test.annotations.find(one => one.type === 'skip' || one.type === 'fixme')?.description
          skips.push({ name: `${spec.file}: ${spec.title}`, reason })
        }
      }
      for (const inner of suite.suites ?? []) visit(inner)
    }
    for (const suite of suites) visit(suite)
    if (!isOk && (stats?.unexpected ?? 0) === 0) count.failed++ // no test began
  },
}

const closeAll = () => {
  for (const part of parts.splice(0).reverse()) part.close()
  rmSync(scratch, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    closeAll()
    process.exit(130)
  })
}

const titles = { lint: 'Lint', types: 'Types', unit: 'Unit tests', e2e: 'End-to-end tests' }
try {
  Object.assign(env, { COMPTOIR_UNIT_REPORT: path.join(scratch, 'unit.json'), PLAYWRIGHT_JSON_OUTPUT_NAME: path.join(scratch, 'e2e.json') })
  if (process.platform === 'linux' && stages.some(stage => stage === 'unit' || stage === 'e2e')) {
    // A desktop of the tests' own: nobody's screen is used, nobody's keyring is touched.
    if (stages.includes('e2e')) parts.push(await openScreen())
    const bus = await openBus()
    parts.push(bus, await openKeyring(path.join(scratch, 'keyring'), bus))
    for (const part of parts) Object.assign(env, part.env)
  }
  if (stages.includes('e2e')) {
    const { kind, folder } = useRuntime()
    if (kind === 'stand-in') env.ELECTRON_OVERRIDE_DIST_PATH = folder
    console.log(kind === 'electron' ? 'The app is tested on Electron.' : 'The app is tested on the stand-in for Electron.')
  }
  for (const stage of stages) {
    const startedMs = performance.now()
    console.log(`\n── ${titles[stage]}`)
    await runners[stage]()
    console.log(`   ${titles[stage]}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
  }
} catch (error) {
  count.failed++
  console.error(error)
} finally {
  closeAll()
}
if (skips.length > 0) console.log('\nSkipped:')
for (const { name, reason } of skips) console.log(`  ${name} (${reason ?? 'no reason given'})`)
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
process.exitCode = count.failed === 0 ? 0 : 1
