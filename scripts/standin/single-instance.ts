import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

export type Arrival = { readonly argv: string[]; readonly cwd: string; readonly additionalData: unknown }
let server: Server | undefined
let socketFile = ''

/** A child that hands the arrival to the first instance; ends with 0 when there was one. Electron's call is synchronous, a socket is not. */
const caller = `
const socket = require('node:net').connect(process.argv[1])
socket.on('error', () => process.exit(1))
socket.on('data', () => process.exit(0))
socket.write(process.argv[2] + '\\0')
setTimeout(() => process.exit(1), 3000)
`

/** Answers false when an earlier process holds the lock for this data folder; that process then hears of our arrival. */
export function takeLock(userData: string, arrival: Arrival, onArrival: (arrival: Arrival) => void): boolean {
  if (server !== undefined) return true
  // Short names: a socket's path may not exceed 107 bytes.
  const folder = path.join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), `standin-${process.getuid?.() ?? 0}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  socketFile = path.join(folder, createHash('sha256').update(path.resolve(userData)).digest('hex').slice(0, 20))
  const { status } = spawnSync(process.execPath, ['-e', caller, socketFile, JSON.stringify(arrival)], { timeout: 4_000 })
  if (status === 0) return false
  rmSync(socketFile, { force: true }) // left by a process that was killed
  server = createServer(socket => {
    let text = ''
    socket.on('error', () => {}) // the caller was killed half-way; it then has nothing to say
    socket.on('data', data => {
      text += data.toString()
      if (!text.endsWith('\0')) return
      socket.end('ok')
      onArrival(JSON.parse(text.slice(0, -1)) as Arrival) // written by the caller above
    })
  }).listen(socketFile)
  server.unref()
  return true
}

export function holdsLock(): boolean {
  return server !== undefined
}

export function releaseLock(): void {
  server?.close()
  server = undefined
  if (socketFile !== '') rmSync(socketFile, { force: true })
}
