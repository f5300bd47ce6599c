import { createHash } from 'node:crypto'
import type { Manners } from './line.ts'

/**
 * A network that makes no promise beyond "list my recent posts": it ignores keys, lets nobody choose an id, does not show a text as it
 * was written, and rewrites what it is given as such networks do: links shortened, spaces tidied, quotes made pretty.
 */
export const plainManners: Manners = {
  refuses: (_method, path) => /\/source(\?|$)/.test(path),
  request(method, path, body, headers) {
    delete headers['idempotency-key']
    const isText = (method === 'POST' || method === 'PUT') && /^\/api\/v1\/statuses(\/\d+)?(\?|$)/.test(path)
    if (!isText || !headers['content-type']?.includes('json')) return body
    const fields = JSON.parse(body.toString('utf8')) as { status?: string } // what it cannot read it would refuse as well
    return Buffer.from(JSON.stringify({ ...fields, ...(fields.status === undefined ? {} : { status: rewrite(fields.status) }) }))
  },
}

export const rewrite = (text: string): string => text
  .replace(/https?:\/\/\S{24,}/g, url => `https://s.example/${createHash('sha256').update(url).digest('base64url').slice(0, 7)}`)
  .replace(/[ \t]+/g, ' ')
  .replace(/"([^"]*)"/g, '“$1”')
  .replaceAll("'", '’')
  .trim()
