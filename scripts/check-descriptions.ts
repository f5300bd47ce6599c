import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createOpenApiJudge, type Verdict } from './descriptions/openapi.ts'
import { recordPracticeCalls } from './descriptions/practice-calls.ts'

/**
 * Holds the project's own doubles of the networks against the networks' machine-readable descriptions. The descriptions are not part of
 * the project (their licences differ): `npm run check:descriptions -- --folder <where they lie>`. Without them it is skipped.
 */
const { values } = parseArgs({ options: { folder: { type: 'string' } } })

async function check(): Promise<Verdict[]> {
  if (values.folder === undefined) return [{ kind: 'skipped', why: 'no --folder with descriptions was given' }]
  const file = join(values.folder, 'mastodon.openapi.json')
  if (!existsSync(file)) return [{ kind: 'skipped', why: `there is no mastodon.openapi.json in ${values.folder}` }]
  const judge = createOpenApiJudge(JSON.parse(readFileSync(file, 'utf8')))
  return (await recordPracticeCalls()).flatMap(judge)
}

const verdicts = await check()
for (const verdict of verdicts) if (verdict.kind !== 'passed') console.log(`${verdict.kind}: ${verdict.why}`)
const count = (kind: Verdict['kind']): number => verdicts.filter((verdict) => verdict.kind === kind).length
console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
process.exitCode = count('failed') > 0 ? 1 : 0
