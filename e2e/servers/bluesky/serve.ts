/**
 * Runs as a process of its own (start.ts spawns it): Bluesky's PDS and PLC directory from npm, in memory and a temporary folder,
 * and our double of what stands behind them (network view, chat). All on 127.0.0.1 only; ends when its parent does.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { serve } from '@hono/node-server'
import { createViewDouble } from './double/index.ts'

// Both servers listen on all interfaces when told only a port: this keeps every listener of this process on loopback.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (this: net.Server, ...args: unknown[]): net.Server {
  const port = typeof args[0] === 'number' ? args[0] : (args[0] as { port?: number }).port ?? 0
  const done = args.findLast(arg => typeof arg === 'function') as (() => void) | undefined
  return Reflect.apply(listen, this, [{ port, host: '127.0.0.1' }, ...(done ? [done] : [])]) as net.Server
} as typeof net.Server.prototype.listen // the cast: one implementation for all of listen's overloads

const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const probe = net.createServer().listen({ port: 0 }, () => {
    const address = probe.address()
    if (address === null || typeof address === 'string') return reject(new Error('no port'))
    probe.close(() => { resolve(address.port) })
  })
})

/** What we use of the installed packages; their own types are not in this checkout. */
type PlcModule = { PlcServer: { create(o: { db: unknown; port: number }): { start(): Promise<unknown>; destroy(): Promise<void> } }; Database: { mock(): unknown } }
type Pds = { start(): Promise<unknown>; destroy(): Promise<void>; ctx: { sequencer: { on(event: 'events', listener: () => void): void } } }
type PdsModule = { PDS: { create(cfg: unknown, secrets: unknown): Promise<Pds> }; envToCfg(env: object): unknown; envToSecrets(env: object): unknown }

const folder = process.argv[2]
const isViewLess = process.argv[3] === 'no-view'
if (folder === undefined) throw new Error('usage: serve.ts <folder of the installed servers> [no-view]')
const from = createRequire(path.join(folder, 'package.json'))
const load = async (name: string): Promise<unknown> => import(pathToFileURL(from.resolve(name)).href)

const data = await mkdtemp(path.join(tmpdir(), 'comptoir-pds-'))
const [plcPort, pdsPort, viewPort] = [await freePort(), await freePort(), await freePort()]
const [plcUrl, pdsUrl, viewUrl] = [plcPort, pdsPort, viewPort].map(port => `http://localhost:${port}`) as [string, string, string]
const viewDid = `did:web:localhost%3A${viewPort}`

const { PlcServer, Database } = await load('@did-plc/server') as PlcModule
const plc = PlcServer.create({ db: Database.mock(), port: plcPort })
await plc.start()

const { PDS, envToCfg, envToSecrets } = await load('@atproto/pds') as PdsModule
const hex = (): string => randomBytes(32).toString('hex')
const env = {
  port: pdsPort, hostname: 'localhost', devMode: true, disableSsrfProtection: true, serviceHandleDomains: ['.test'], inviteRequired: false,
  dataDirectory: data, blobstoreDiskLocation: path.join(data, 'blobs'), blobstoreDiskTmpLocation: path.join(data, 'blobs-tmp'),
  didPlcUrl: plcUrl, enableDidDocWithSession: true, version: '0.5.35',
  jwtSecret: hex(), dpopSecret: hex(), adminPassword: hex(), plcRotationKeyK256PrivateKeyHex: hex(),
  ...(isViewLess ? {} : { bskyAppViewUrl: viewUrl, bskyAppViewDid: viewDid, reportServiceUrl: viewUrl, reportServiceDid: viewDid }),
}
const pds = await PDS.create(envToCfg(env), envToSecrets(env))
await pds.start()

const view = createViewDouble({ pdsUrl, viewUrl, viewDid })
const viewServer = serve({ fetch: view.fetch, port: viewPort })
pds.ctx.sequencer.on('events', () => { void view.catchUp() })

let isStopping = false
async function stop(): Promise<void> {
  if (isStopping) return
  isStopping = true
  viewServer.close()
  await Promise.allSettled([pds.destroy(), plc.destroy()])
  await rm(data, { recursive: true, force: true })
  process.exit(0)
}
process.on('disconnect', () => { void stop() })
process.on('SIGTERM', () => { void stop() })
process.on('SIGINT', () => { void stop() })
process.send?.({ kind: 'ready', pdsUrl, plcUrl, viewUrl, chatDid: viewDid })
