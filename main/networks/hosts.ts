import { z } from 'zod'

/** The one variable that moves networks' servers, for doubles on this computer only: JSON, `{"<network id>": {"<host's name>": "http://127.0.0.1:…"}}`. */
export const hostsVariable = 'COMPTOIR_HOSTS'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])
const isOnThisComputer = (url: string): boolean => URL.canParse(url) && loopbackHosts.has(new URL(url).hostname)
const overrides = z.record(z.string(), z.record(z.string(), z.string().refine(isOnThisComputer, 'only a server on this computer')))

/**
 * Origins of a network's servers, by the adapter's own names for them (`{ api: 'https://api.example.com', upload: … }`, no slash at the end).
 * Ask when opening, not when loading. Throws on a value that is not understood: whoever sets the variable means it.
 */
export function hostsOf<K extends string>(network: string, published: Readonly<Record<K, string>>, environment: Readonly<Record<string, string | undefined>> = process.env): Readonly<Record<K, string>> {
  const text = environment[hostsVariable]
  if (!text) return published
  return { ...published, ...overrides.parse(JSON.parse(text))[network] }
}
