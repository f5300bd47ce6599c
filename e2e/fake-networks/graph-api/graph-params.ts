import { refuse } from './graph-refusal.ts'

/** What came with a call, from its address, its form or its JSON, read by the API's own types. */
export class GraphParams {
  readonly #values: ReadonlyMap<string, unknown>
  constructor(values: ReadonlyMap<string, unknown>) { this.#values = values }

  /** The real one drops what it does not know; a misspelt parameter would go unseen, so it is refused here. */
  onlyThese(names: readonly string[]): void {
    const known = new Set([...names, ...always])
    for (const name of this.#values.keys()) if (!known.has(name.replace(/\[\d+\]$/u, ''))) throw refuse.badParam(name, 'is not known to this call')
  }
  has(name: string): boolean { return this.#values.has(name) }
  text(name: string): string | null {
    const value = this.#values.get(name)
    if (value === undefined || value === null) return null
    if (typeof value !== 'string') throw refuse.badParam(name, 'must be a string.')
    return value
  }
  needText(name: string): string {
    const value = this.text(name)
    if (value === null || value === '') throw refuse.missingParam(name)
    return value
  }
  flag(name: string): boolean | null {
    const value = this.#values.get(name)
    if (value === undefined) return null
    if (value === true || value === 'true' || value === '1') return true
    if (value === false || value === 'false' || value === '0') return false
    throw refuse.badParam(name, 'must be a boolean')
  }
  integer(name: string): number | null {
    const value = this.#values.get(name)
    if (value === undefined) return null
    const number = typeof value === 'number' ? value : typeof value === 'string' && /^-?\d+$/u.test(value) ? Number(value) : NaN
    if (!Number.isSafeInteger(number)) throw refuse.badParam(name, 'must be an integer')
    return number
  }
  /** A field that holds a list or an object: JSON where it came as a form. */
  json(name: string): unknown {
    const value = this.#values.get(name)
    if (typeof value !== 'string') return value
    try {
      return JSON.parse(value)
    } catch {
      throw refuse.badParam(name, 'must be valid JSON')
    }
  }
  /** A list: as JSON in one field, or as `name[0]`, `name[1]`, … */
  list(name: string): readonly unknown[] {
    const whole = this.json(name)
    if (whole !== undefined) {
      if (!Array.isArray(whole)) throw refuse.badParam(name, 'must be an array.')
      return whole
    }
    return this.#values.keys().filter(key => key.startsWith(`${name}[`)).toArray().sort((a, b) => Number(/\d+/u.exec(a.slice(name.length))?.[0]) - Number(/\d+/u.exec(b.slice(name.length))?.[0])).map(key => this.json(key))
  }
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | null {
    const value = this.text(name)
    if (value === null) return null
    const found = allowed.find(one => one === value)
    if (found === undefined) throw refuse.badParam(name, `must be one of {${allowed.join(', ')}} - got "${value}".`)
    return found
  }
}

const always = ['access_token', 'appsecret_proof', 'fields', 'limit', 'after', 'before', 'summary', 'locale', 'method']
