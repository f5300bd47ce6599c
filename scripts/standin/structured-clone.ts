// Text form of what Electron's IPC carries (the structured clone algorithm), since DevTools messages are text.
// `makeCodec` also runs inside the page: it must not refer to anything outside itself.

export type Codec = { encode(value: unknown): string; decode(text: string): unknown }

export function makeCodec(): Codec {
  type Node = null | boolean | number | string | readonly unknown[]
  const viewTypes: Record<string, (buffer: ArrayBuffer, offset: number, length: number) => unknown> = {}
  for (const type of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView]) {
    const construct = type as new (buffer: ArrayBuffer, offset: number, length: number) => unknown // what all of them share
    viewTypes[type.name] = (buffer, offset, length) => new construct(buffer, offset, length)
  }
  const errorTypes: Record<string, ErrorConstructor> = { Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError }
  // Uint8Array.fromBase64 and toBase64 are in the page's Chromium but not in Node 24, whose Buffer does the same.
  type Base64 = { toBase64(): string }
  type FromBase64 = { fromBase64(text: string): Uint8Array<ArrayBuffer> }
  const toBase64 = (bytes: Uint8Array): string =>
    typeof Buffer === 'function' ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') : (bytes as unknown as Base64).toBase64() // newer than the compiler's library
  const fromBase64 = (text: string): ArrayBuffer => {
    if (typeof Buffer !== 'function') return (Uint8Array as unknown as FromBase64).fromBase64(text).buffer // newer than the compiler's library
    return new Uint8Array(Buffer.from(text, 'base64')).buffer
  }
  const refuse = (value: unknown): never => {
    throw new DOMException(`${String(value)} could not be cloned.`, 'DataCloneError')
  }

  const encode = (root: unknown): string => {
    const seen = new Map<object, number>()
    const visit = (value: unknown): Node => {
      if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
      if (value === undefined) return ['u']
      if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : ['n', Object.is(value, -0) ? '-0' : String(value)]
      if (typeof value === 'bigint') return ['i', String(value)]
      if (typeof value !== 'object') return refuse(value)
      const known = seen.get(value)
      if (known !== undefined) return ['r', known]
      seen.set(value, seen.size)
      if (Array.isArray(value)) return ['a', Array.from(value, (item: unknown, index) => (index in value ? visit(item) : ['h']))]
      if (value instanceof Date) return ['d', visit(value.getTime())]
      if (value instanceof RegExp) return ['x', value.source, value.flags]
      if (value instanceof Map) return ['m', [...value].map(([key, item]) => [visit(key), visit(item)])]
      if (value instanceof Set) return ['s', [...value].map(visit)]
      if (value instanceof ArrayBuffer) return ['b', toBase64(new Uint8Array(value))]
      if (ArrayBuffer.isView(value)) {
        // The view alone travels, never the rest of a shared pool such as Buffer's.
        const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
        const name = value instanceof Uint8Array && !(value instanceof Uint8ClampedArray) ? 'Uint8Array' : value.constructor.name
        return ['v', name, toBase64(bytes)]
      }
      if (value instanceof Error) return ['e', value.name, value.message, value.stack ?? '', visit(value.cause)]
      if (typeof Promise !== 'undefined' && value instanceof Promise) return refuse('#<Promise>')
      return ['o', Object.entries(value).map(([key, item]) => [key, visit(item)])]
    }
    return JSON.stringify(visit(root))
  }

  const decode = (text: string): unknown => {
    const seen: unknown[] = []
    const keep = <T>(value: T): T => {
      seen.push(value)
      return value
    }
    // The text was written by `encode` on the other side, so the casts below repeat what it wrote.
    const visit = (node: unknown): unknown => {
      if (!Array.isArray(node)) return node
      const [tag, first, second] = node as [string, unknown, unknown]
      switch (tag) {
        case 'u': return undefined
        case 'n': return Number(first)
        case 'i': return BigInt(first as string)
        case 'r': return seen[first as number]
        case 'd': return keep(new Date(visit(first) as number))
        case 'x': return keep(new RegExp(first as string, second as string))
        case 'b': return keep(fromBase64(first as string))
        case 'v': {
          const bytes = fromBase64(second as string)
          const make = viewTypes[first as string]
          const unit = first === 'DataView' ? 1 : (globalThis as unknown as Record<string, { BYTES_PER_ELEMENT: number }>)[first as string]?.BYTES_PER_ELEMENT ?? 1
          return keep(make === undefined ? new Uint8Array(bytes) : make(bytes, 0, bytes.byteLength / unit))
        }
        case 'a': {
          const array: unknown[] = keep([])
          const items = first as unknown[]
          array.length = items.length
          items.forEach((item, index) => {
            if (!(Array.isArray(item) && item[0] === 'h')) array[index] = visit(item)
          })
          return array
        }
        case 'm': {
          const map = keep(new Map<unknown, unknown>())
          for (const [key, item] of first as [unknown, unknown][]) map.set(visit(key), visit(item))
          return map
        }
        case 's': {
          const set = keep(new Set<unknown>())
          for (const item of first as unknown[]) set.add(visit(item))
          return set
        }
        case 'e': {
          const error = keep(new (errorTypes[first as string] ?? Error)(second as string))
          error.stack = node[3] as string
          const cause = visit(node[4])
          if (cause !== undefined) error.cause = cause
          return error
        }
        default: {
          const object: Record<string, unknown> = keep({})
          for (const [key, item] of first as [string, unknown][]) {
            Object.defineProperty(object, key, { value: visit(item), enumerable: true, writable: true, configurable: true })
          }
          return object
        }
      }
    }
    return visit(JSON.parse(text))
  }

  return { encode, decode }
}
