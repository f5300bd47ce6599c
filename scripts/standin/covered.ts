import { EventEmitter } from 'node:events'

/** Thrown for each part of Electron that the stand-in does not do, by its name, so that nothing fails in silence. */
export class NotCovered extends Error {
  constructor(name: string) {
    super(`The Electron stand-in does not cover ${name} (see scripts/standin/README.md)`)
    this.name = 'NotCovered'
  }
}

/** Names that runtimes and inspectors ask of any object; they must stay `undefined` instead of throwing. */
const askedOfAnything = new Set(['then', 'toJSON', 'nodeType', 'tagName', 'inspect', 'asymmetricMatch', 'prototype', 'domain', 'length'])

/** Wraps an object so that reading a name it lacks throws `NotCovered`; writing (monkey-patching in tests) stays possible. */
export function onlyCovered<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (typeof key === 'string' && !(key in object) && !askedOfAnything.has(key) && !/^[_$@]/.test(key)) throw new NotCovered(`${name}.${key}`)
      return Reflect.get(object, key, receiver) as unknown
    },
  })
}

/** An emitter that refuses to listen to an event it would never emit. */
export class CoveredEmitter extends EventEmitter {
  protected readonly coveredName: string
  protected readonly coveredEvents: readonly string[]

  constructor(name: string, events: readonly string[]) {
    super()
    this.coveredName = name
    this.coveredEvents = events
  }

  override on(event: string | symbol, listener: (...args: never[]) => void): this {
    this.checkCovered(event)
    return super.on(event, listener as (...args: unknown[]) => void) // never[] is how a listener of any shape is accepted
  }

  override addListener(event: string | symbol, listener: (...args: never[]) => void): this {
    return this.on(event, listener)
  }

  override once(event: string | symbol, listener: (...args: never[]) => void): this {
    this.checkCovered(event)
    return super.once(event, listener as (...args: unknown[]) => void) // as above
  }

  private checkCovered(event: string | symbol): void {
    const known = event === 'newListener' || event === 'removeListener' || event === 'error'
    if (typeof event === 'string' && !known && !this.coveredEvents.includes(event)) throw new NotCovered(`${this.coveredName} event '${event}'`)
  }
}

/** The event object Electron hands to listeners that may refuse something. */
export class PreventableEvent<Extra extends object = object> {
  defaultPrevented = false
  static with<E extends object>(extra: E): PreventableEvent<E> & E {
    return Object.assign(new PreventableEvent<E>(), extra)
  }
  declare private readonly extra: Extra
  preventDefault(): void {
    this.defaultPrevented = true
  }
}
