// Over Practice, a network that promises nothing, and Bluesky's own server; with `--over` over the doubles of e2e/fake-networks: all, or those named.
// `--stories` tells of all that was not published how it came to that.
// `npm run chaos -- --kills 300 --seed 1 [--deliveries 240] [--over doubles | --over <network>] [--without bluesky] [--minutes 10] [--keep] [--stories]`
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { doubleIds } from '../../e2e/fake-networks/all.ts'
import { isGood, placesOf, storiesOf, tableOf, unknownsOf } from './report.ts'
import { run } from './run.ts'

const { values } = parseArgs({ options: {
  kills: { type: 'string', default: '300' },
  seed: { type: 'string', default: '1' },
  deliveries: { type: 'string' },
  over: { type: 'string', multiple: true, default: [] },
  without: { type: 'string', multiple: true, default: [] },
  minutes: { type: 'string', default: '10' },
  stories: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
} })
const kills = Number(values.kills)
const deliveries = Number(values.deliveries ?? Math.max(30, Math.round(kills * 1.2)))
const over = [...new Set(values.over.flatMap(name => (name === 'doubles' ? doubleIds : [name])))]
const unknown = over.filter(name => !doubleIds.includes(name))
if (unknown.length > 0) throw new Error(`no double of ${unknown.join(', ')}; there are ${doubleIds.join(', ')}`)
const again = `npm run chaos -- --kills ${kills} --seed ${values.seed}${values.deliveries === undefined ? '' : ` --deliveries ${deliveries}`}${values.over.map(name => ` --over ${name}`).join('')}${values.without.map(name => ` --without ${name}`).join('')}`
console.log(again)
// Processes are killed, the computer is not: what would wait for a disk need not.
const folder = await mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'comptoir-chaos-'))
const outcome = await run({ folder, kills, seed: Number(values.seed), deliveries, over, without: values.without, longestMs: Number(values.minutes) * 60_000, say: line => { console.log(`  … ${line}`) } })
for (const line of storiesOf(outcome, values.stories)) console.log(line)
const unknowns = unknownsOf(outcome)
if (unknowns.length > 0) console.log(['', 'Not known, and why:', ...unknowns].join('\n'))
console.log(['', ...tableOf(outcome, kills)].join('\n'))
if (over.length > 0) console.log(['', ...placesOf(outcome)].join('\n'))
await writeFile(path.join(folder, 'requests.json'), JSON.stringify(outcome.requests))
if (isGood(outcome) && !values.keep) await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
else console.log(`\nThe journal, main's own words and all requests are in ${folder}.`)
if (!isGood(outcome)) console.log(`Not as it must be. The same again: ${again}`)
process.exit(isGood(outcome) ? 0 : 1)
