import type { Context, Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import type { State, Task } from './state.ts'

const urlLivesMs = 60 * 60_000

/** The PUTs of a file's parts: bare statuses, no token but the one in the address, one part after the other. */
export function addUpload(server: Hono<{ Bindings: HttpBindings }>, state: State, answerOf: (context: Context<{ Bindings: HttpBindings }>, response: Response) => Response): void {
  const bare = (status: number, task?: Task): Response => new Response(null, { status, headers: task && task.received > 0 ? { 'content-range': `bytes 0-${task.received - 1}/${task.size}` } : {} })

  server.put('/video/', async c => {
    const task = state.tasks.find(one => one.id === c.req.query('upload_id') && one.uploadToken === c.req.query('upload_token'))
    if (!task || task.completeUtc !== null) return bare(404)
    if (state.now() > task.startedUtc + urlLivesMs) return bare(403)
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const [, first = '', last = '', total = ''] = /^bytes (\d+)-(\d+)\/(\d+)$/u.exec(c.req.header('content-range') ?? '') ?? []
    const isWellFormed = first !== '' && Number(last) - Number(first) + 1 === bytes.byteLength && Number(total) === task.size && ['video/mp4', 'video/quicktime', 'video/webm'].includes(c.req.header('content-type') ?? '')
    // The address is the key; a token beside it went to a place where it is not wanted.
    if (!isWellFormed || c.req.header('authorization') !== undefined) return bare(400)
    if (Number(first) !== task.received) return bare(416, task)
    const index = Math.round(task.received / task.chunkSize)
    const expected = index === task.count - 1 ? task.size - task.received : task.chunkSize
    if (bytes.byteLength !== expected) return bare(416, task)
    if (task.received === 0) task.looksLikeVideo = Buffer.from(bytes.subarray(4, 8)).toString('latin1') === 'ftyp' || (bytes[0] === 0x1a && bytes[1] === 0x45)
    task.received += bytes.byteLength
    if (task.received < task.size) return bare(206, task)
    task.completeUtc = state.now()
    if (!task.looksLikeVideo) task.failReason = 'file_format_check_failed'
    return answerOf(c, bare(201, task))
  })
}
