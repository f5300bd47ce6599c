import { refuse } from './graph-refusal.ts'

/** `comments.limit(25).order(chronological){id,from{id}}` */
export type Field = { readonly name: string; readonly args: Readonly<Record<string, string>>; readonly sub: readonly Field[] | null }

/** What can be asked of one kind of node. `read` of an edge gives a whole page (`pageOf`), projected by itself. */
export type NodeType<N> = {
  readonly name: string
  /** Given where nothing is asked for, beside the id. */
  readonly usual: readonly string[]
  readonly read: Readonly<Record<string, (node: N, field: Field) => unknown>>
}

/** A node as it is answered: the fields asked for, and none that it does not have. What is `undefined` or null is left out, as there. */
export function project<N>(node: N, type: NodeType<N>, fields: string | null | readonly Field[]): Record<string, unknown> {
  const asked = typeof fields === 'string' ? parseFields(fields) : fields ?? type.usual.map(name => ({ name, args: {}, sub: null }))
  const answer: Record<string, unknown> = {}
  for (const field of [...asked, { name: 'id', args: {}, sub: null }]) {
    if (answer[field.name] !== undefined) continue
    const read = type.read[field.name]
    if (!read) throw refuse.unknownField(field.name, type.name)
    const value = read(node, field)
    if (value !== undefined && value !== null) answer[field.name] = isPage(value) ? value : picked(value, field.sub)
  }
  return answer
}

const isPage = (value: unknown): boolean => typeof value === 'object' && value !== null && 'data' in value

function picked(value: unknown, sub: readonly Field[] | null): unknown {
  if (sub === null || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(each => picked(each, sub))
  return Object.fromEntries(Object.entries(value).filter(([name]) => name === 'id' || sub.some(field => field.name === name)).map(([name, each]) => [name, picked(each, sub.find(field => field.name === name)?.sub ?? null)]))
}

/** Throws as the API does on a syntax that it does not understand. */
export function parseFields(text: string): readonly Field[] {
  let at = 0
  const broken = () => refuse.badParam('fields', `Syntax error at character ${at}`)
  const list = (): Field[] => {
    const fields: Field[] = []
    for (;;) {
      fields.push(one())
      if (text[at] !== ',') return fields
      at++
    }
  }
  const word = (signs: RegExp): string => {
    const start = at
    while (at < text.length && signs.test(text[at] ?? '')) at++
    if (at === start) throw broken()
    return text.slice(start, at)
  }
  const one = (): Field => {
    const name = word(/[A-Za-z0-9_]/u)
    const args: Record<string, string> = {}
    while (text[at] === '.') {
      at++
      const arg = word(/[a-z_]/u)
      if (text[at] !== '(') throw broken()
      const end = text.indexOf(')', at)
      if (end === -1) throw broken()
      args[arg] = text.slice(at + 1, end)
      at = end + 1
    }
    if (text[at] !== '{') return { name, args, sub: null }
    at++
    const sub = list()
    if (text[at] !== '}') throw broken()
    at++
    return { name, args, sub }
  }
  const fields = list()
  if (at !== text.length) throw broken()
  return fields
}

export type PageAsked = { readonly limit: number | null; readonly after: string | null; /** For the link to the next page, which carries the token, as there. */ readonly self: string | null }

/** One page of an edge, with cursors that name the row and not its place: rows that come meanwhile move nothing. */
export function pageOf<T extends { readonly id: string }>(rows: readonly T[], { limit, after, self }: PageAsked, show: (row: T) => unknown, most = 100): Readonly<Record<string, unknown>> {
  const size = limit ?? 25
  if (size < 0 || size > most) throw refuse.badParam('limit', `must be between 0 and ${most}`)
  let start = 0
  if (after !== null) {
    const id = Buffer.from(after, 'base64url').toString('utf8').replace(/^c:/u, '')
    start = rows.findIndex(row => row.id === id) + 1
    if (start === 0) throw refuse.badParam('after', 'Invalid cursors values')
  }
  const shown = rows.slice(start, start + size)
  const [first] = shown
  const last = shown.at(-1)
  if (!first || !last) return { data: [] }
  const next = start + size < rows.length && self !== null ? { next: `${self}${self.includes('?') ? '&' : '?'}after=${cursorOf(last.id)}` } : start + size < rows.length ? { next: 'https://graph.invalid/next' } : {}
  return { data: shown.map(show), paging: { cursors: { before: cursorOf(first.id), after: cursorOf(last.id) }, ...next } }
}
const cursorOf = (id: string): string => Buffer.from(`c:${id}`).toString('base64url')

export const pageAskedBy = (field: Field): PageAsked => ({ limit: field.args['limit'] === undefined ? null : Number(field.args['limit']), after: field.args['after'] ?? null, self: null })
