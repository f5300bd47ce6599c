// `npm run bench -- [--only <row>]… [--scale 0.1] [--hours N] [--json file] [--list]`: measures the rows of the budgets, each as a ratio
// within this run where there is something to compare with, and prints one table. Nothing is asserted; a budget that is not kept is said.
import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { runtime, version } from './app.ts'
import { measureAnalytics } from './analytics.ts'
import { measureApplying } from './apply-events.ts'
import { measureCalendar } from './calendar.ts'
import { measureDeliveries } from './deliveries.ts'
import { isKept, ratioOf, tableHead, tableLine, type Figure } from './figure.ts'
import { measureIdle } from './idle.ts'
import { measureInbox } from './inbox.ts'
import { machineFacts, openMachine, type Machine } from './machine.ts'
import { openShop, type Shop } from './shop.ts'
import { measureUsable } from './window-usable.ts'

const { values: asked } = parseArgs({ options: { only: { type: 'string', multiple: true }, scale: { type: 'string', default: '1' }, hours: { type: 'string' }, json: { type: 'string' }, list: { type: 'boolean' } } })
const scale = Number(asked.scale)
const idleMinutes = asked.hours === undefined ? 1 : Number(asked.hours) * 60

const opened: Shop[] = []
/** Made by the first row that needs it, and kept for the others. */
const shopOf = async (machine: Machine): Promise<Shop> => {
  if (!opened[0]) opened.push(await openShop(machine, scale))
  return opened[0] as Shop // the cast: pushed above
}

const rows: Readonly<Record<string, (machine: Machine) => Promise<readonly Figure[]>>> = {
  usable: async machine => measureUsable(machine, await shopOf(machine)),
  apply: machine => measureApplying(machine, scale),
  inbox: async machine => measureInbox(machine, await shopOf(machine)),
  calendar: async machine => measureCalendar(await shopOf(machine)),
  analytics: async machine => measureAnalytics(await shopOf(machine)),
  deliveries: machine => measureDeliveries(machine, scale),
  idle: machine => measureIdle(machine, idleMinutes),
}
const names = asked.only ?? Object.keys(rows)
const unknown = names.filter(name => !(name in rows))
if (asked.list || unknown.length > 0 || !(scale > 0) || !(idleMinutes > 0)) {
  console.log(`Rows: ${Object.keys(rows).join(', ')}`)
  process.exit(asked.list ? 0 : 1)
}

const facts = [
  ...machineFacts(),
  `Comptoir ${version()} on ${runtime.kind === 'electron' ? 'Electron' : 'the stand-in for Electron: Node and this system\'s Chromium'}, ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  ...(scale === 1 ? [] : [`At ${scale} of the full sizes: for a look only.`]),
]
for (const fact of facts) console.log(fact)
console.log('')
for (const line of tableHead) console.log(line)

const figures: (Figure & { readonly row: string })[] = []
const troubles: string[] = []
// Playwright ends the app by itself at a signal; what is left is to end the rest and not to begin another row.
let isStopped = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { isStopped = true })
const machine = await openMachine()
try {
  for (const name of names) {
    if (isStopped) break
    try {
      for (const figure of await (rows[name] as (typeof rows)[string])(machine)) { // the cast: names are checked above
        figures.push({ row: name, ...figure })
        console.log(tableLine(figure))
      }
    } catch (error) {
      // The other rows are still worth having.
      const trouble = `${name}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`
      troubles.push(trouble)
      console.error(trouble)
      console.log(`| ${name} | could not be measured | – | – | – | – |`)
    }
  }
} finally {
  for (const shop of opened) await shop.close()
  machine.close()
}
console.log(`\nLoad at the end: ${loadavg().map(load => load.toFixed(1)).join(' ')}`)
if (asked.json !== undefined) await writeFile(asked.json, `${JSON.stringify({ facts, figures: figures.map(figure => ({ ...figure, ratio: ratioOf(figure), kept: isKept(figure) })), troubles }, null, 2)}\n`)
process.exitCode = troubles.length > 0 ? 1 : 0
