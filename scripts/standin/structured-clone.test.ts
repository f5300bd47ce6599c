import { expect, test } from 'vitest'
import { makeCodec } from './structured-clone.ts'

const { encode, decode } = makeCodec()
const there = (value: unknown): unknown => decode(encode(value))

test.each([
  ['nothing', undefined], ['null', null], ['a lone surrogate', '\ud800'], ['not a number', NaN], ['minus zero', -0], ['endless', -Infinity], ['a large number', 12345678901234567890n],
  ['a date', new Date(5)], ['no date', new Date(NaN)], ['a pattern', /a.b/giu], ['a map', new Map<unknown, unknown>([[{ a: 1 }, new Set([1, 'x'])]])],
  ['bytes', new Uint8Array([1, 2, 255])], ['doubles', new Float64Array([0.1, NaN])], ['a buffer', new Uint8Array([7]).buffer], ['a nested list', [[], [undefined, [null]]]],
  ['a dangerous key', JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}') as unknown], ['an error', new TypeError('no good')],
])('%s arrives as it was', (_name, value) => {
  expect(there(value)).toEqual(value)
})

test('a list keeps its holes', () => {
  const list: unknown[] = []
  list[2] = 'x'
  const got = there(list) as unknown[] // encoded as a list
  expect(got.length).toBe(3)
  expect(1 in got).toBe(false)
})

test('what refers to itself still does', () => {
  const order: { lines: unknown[]; self?: unknown } = { lines: [] }
  order.self = order
  order.lines.push(order.lines)
  const got = there(order) as typeof order // same shape
  expect(got.self).toBe(got)
  expect(got.lines[0]).toBe(got.lines)
})

test('a view of a shared buffer travels alone', () => {
  const got = there(Buffer.from('secret-visible').subarray(7)) as Uint8Array // Buffers arrive as bytes
  expect(got.buffer.byteLength).toBe(7)
})

test.each([['a function', () => 1], ['a symbol', Symbol('x')], ['a promise', Promise.resolve()]])('%s is refused', (_name, value) => {
  expect(() => encode({ value })).toThrow('could not be cloned')
})
