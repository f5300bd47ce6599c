import type { IncomingMessage } from 'node:http'
import type { UploadedFile } from './call.ts'

export type ReadBody =
  | { kind: 'read'; body: 'none' | 'json' | 'form' | 'multipart'; input: Record<string, unknown>; files: Map<string, UploadedFile> }
  | { kind: 'too-large' }
  | { kind: 'malformed' }
  /** The caller went away in the middle. */
  | { kind: 'broken-off' }

/** Reads query and body into one bag of parameters, with Rails' bracket notation (`media_ids[]`, `poll[options][]`). */
export async function readBody(request: IncomingMessage, url: URL, maxBytes: number): Promise<ReadBody> {
  const input: Record<string, unknown> = {}
  for (const [name, value] of url.searchParams) place(input, name, value)
  const files = new Map<string, UploadedFile>()
  const bytes = await collect(request, maxBytes)
  if (typeof bytes === 'string') return { kind: bytes }
  if (bytes.length === 0) return { kind: 'read', body: 'none', input, files }
  const type = request.headers['content-type'] ?? ''
  if (/^application\/json\b/i.test(type)) {
    const parsed = parseJson(bytes)
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return { kind: 'malformed' }
    return { kind: 'read', body: 'json', input: { ...input, ...parsed }, files }
  }
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) return { kind: 'read', body: 'none', input, files }
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
    for (const [name, value] of form) {
      if (typeof value === 'string') place(input, name, value)
      else files.set(name, { name: value.name, mime: value.type, bytes: new Uint8Array(await value.arrayBuffer()) })
    }
  } catch {
    // The platform's form parser has one kind of error: the body is not the form its header announces.
    return { kind: 'malformed' }
  }
  return { kind: 'read', body: /^multipart/i.test(type) ? 'multipart' : 'form', input, files }
}

async function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large' | 'broken-off'> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      // Read on to the end without keeping it, so that the caller can read the refusal.
      if (size <= maxBytes) chunks.push(bytes)
    }
  } catch {
    // A request stream fails for one reason only: its connection is gone.
    return 'broken-off'
  }
  return size > maxBytes ? 'too-large' : Buffer.concat(chunks)
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined // not JSON: the caller answers 400
  }
}

/** `a[b][]` = 1 puts 1 at the end of the list `b` in `a`; `a[][b]` starts a new member of list `a` when the last one has a `b`. */
function place(into: Record<string, unknown>, name: string, value: string): void {
  const head = /^[^[]+/.exec(name)?.[0]
  if (head === undefined || ['__proto__', 'constructor', 'prototype'].includes(head)) return
  const keys = [...name.slice(head.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')
  const [first, ...others] = keys
  if (first === undefined) {
    into[head] = value
    return
  }
  if (first !== '') {
    const inner = isBag(into[head]) ? into[head] : {}
    into[head] = inner
    place(inner, [first, ...others.map((key) => `[${key}]`)].join(''), value)
    return
  }
  const known = into[head]
  const list: unknown[] = Array.isArray(known) ? known : []
  into[head] = list
  const [memberKey, ...deeper] = others
  if (memberKey === undefined) {
    list.push(value)
    return
  }
  const last = list.at(-1)
  const member = isBag(last) && !(memberKey in last) ? last : {}
  if (member !== last) list.push(member)
  place(member, [memberKey, ...deeper.map((key) => `[${key}]`)].join(''), value)
}

function isBag(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
