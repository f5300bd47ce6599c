import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createOpenApiJudge, type Exchange, type Verdict } from './descriptions/openapi.ts'
import { recordPracticeCalls } from './descriptions/practice-calls.ts'
import { recordPinterestCalls } from './descriptions/pinterest-calls.ts'
import { recordXCalls } from './descriptions/x-calls.ts'

/**
 * Holds the project's own doubles of the networks against the networks' machine-readable descriptions. The descriptions are not part of
 * the project (their licences differ): `npm run check:descriptions -- --folder <where they lie>`. Without them it is skipped.
 */
const { values } = parseArgs({ options: { folder: { type: 'string' } } })

/** Each description by its file, and what is held against it. */
const checks: readonly { readonly file: string; readonly record: () => Promise<Exchange[]> }[] = [
  { file: 'mastodon.openapi.json', record: recordPracticeCalls },
  { file: 'x-v2.openapi.json', record: recordXCalls },
  { file: 'pinterest-v5.openapi.json', record: recordPinterestCalls },
]

async function check(): Promise<Verdict[]> {
  if (values.folder === undefined) return [{ kind: 'skipped', why: 'no --folder with descriptions was given' }]
  const verdicts: Verdict[] = []
  for (const { file, record } of checks) {
    const path = join(values.folder, file)
    if (existsSync(path)) verdicts.push(...(await record()).flatMap(createOpenApiJudge(JSON.parse(readFileSync(path, 'utf8')))))
    else verdicts.push({ kind: 'skipped', why: `there is no ${file} in ${values.folder}` })
  }
  return verdicts
}

const verdicts = await check()
for (const verdict of verdicts) if (verdict.kind !== 'passed') console.log(`${verdict.kind}: ${verdict.why}`)
const count = (kind: Verdict['kind']): number => verdicts.filter((verdict) => verdict.kind === kind).length
console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
process.exitCode = count('failed') > 0 ? 1 : 0
