// `npm run new-network -- --id corner-board --name "Corner Board"`: the folder of a network's adapter and that of its double, with every file that
// main/networks/README.md names. What it makes compiles, and fails each story of the conformance suite until it is written.
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { filesOf } from './new-network/files-of.ts'

const repo = path.resolve(import.meta.dirname, '..')

/** Writes them; nothing that is there already is touched. */
async function make() {
  const { values } = parseArgs({ options: { id: { type: 'string' }, name: { type: 'string' } } })
  if (!values.id || !values.name) throw new Error('usage: npm run new-network -- --id corner-board --name "Corner Board"')
  const files = await filesOf(values.id, values.name)
  const taken = [...files.keys()].filter(file => existsSync(path.join(repo, file)))
  if (taken.length > 0) throw new Error(`already there, and left alone: ${taken.join(', ')}`)
  for (const [file, text] of files) {
    await mkdir(path.dirname(path.join(repo, file)), { recursive: true })
    await writeFile(path.join(repo, file), text)
    console.log(file)
  }
  console.log(`
Next: main/networks/README.md, step by step. The suite holds the folder to its stories from now on:
  npx vitest run --config scripts/vitest.config.ts main/networks/conformance.test.ts -t "${values.name} as a network"
It goes into main/networks/registry.ts once they all pass.`)
}

try {
  await make()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
