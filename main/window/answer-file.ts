import { open, stat } from 'node:fs/promises'
import path from 'node:path'

const mimes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.webp': 'image/webp', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.wasm': 'application/wasm',
}

/** The type of a file of ours, by its ending; null for what the window's folder has no business holding. */
export const mimeOf = (file: string): string | null => mimes[path.extname(file).toLowerCase()] ?? null

/** Where a path of a URL lies within the folder; null when it would lead out of it. Decoded once, as the browser encoded it. */
export function fileWithin(folder: string, urlPath: string): string | null {
  let name: string
  try {
    name = decodeURIComponent(urlPath)
  } catch {
    return null // not an encoding of anything
  }
  if (/[\0\\:]/u.test(name)) return null
  const root = path.resolve(folder)
  const file = path.resolve(root, `.${path.posix.normalize(`/${name}`)}`)
  return file.startsWith(root + path.sep) ? file : null
}

/** One range as in RFC 9110 14.1.2; `whole` without or with an unreadable header, null when it lies outside the file. */
export function readRange(header: string | null, sizeBytes: number): { readonly from: number; readonly to: number } | 'whole' | null {
  const found = /^bytes=(\d*)-(\d*)$/u.exec(header ?? '')
  if (!found || (found[1] === '' && found[2] === '')) return 'whole'
  const [first, last] = [found[1] ?? '', found[2] ?? '']
  const from = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first)
  const to = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)
  return from > to || from >= sizeBytes ? null : { from, to }
}

/** A film is asked for in pieces; at most this much is held in memory for one answer. */
const maxPieceBytes = 8_000_000

/** The file, or the range asked for; 404 when it is not there. Headers are added to by the caller. */
export async function answerFile(file: string, mime: string, rangeHeader: string | null): Promise<Response> {
  const facts = await stat(file).catch(() => null)
  if (!facts?.isFile()) return new Response(null, { status: 404 })
  const range = readRange(rangeHeader, facts.size)
  if (range === null) return new Response(null, { status: 416, headers: { 'content-range': `bytes */${facts.size}` } })
  const { from, to } = range === 'whole' ? { from: 0, to: facts.size - 1 } : { from: range.from, to: Math.min(range.to, range.from + maxPieceBytes - 1) }
  const headers = { 'content-type': mime, 'accept-ranges': 'bytes', 'content-length': String(to - from + 1) }
  const body = to < from ? null : pieces(file, from, to)
  return range === 'whole' ? new Response(body, { headers }) : new Response(body, { status: 206, headers: { ...headers, 'content-range': `bytes ${from}-${to}/${facts.size}` } })
}

function pieces(file: string, from: number, to: number): ReadableStream<Uint8Array> {
  let at = from
  let handle: Awaited<ReturnType<typeof open>> | undefined
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      handle ??= await open(file)
      const { bytesRead, buffer } = await handle.read({ buffer: new Uint8Array(Math.min(262_144, to - at + 1)), position: at })
      at += bytesRead
      if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead))
      if (bytesRead === 0 || at > to) {
        await handle.close()
        controller.close()
      }
    },
    async cancel() { await handle?.close() },
  })
}
