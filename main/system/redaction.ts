/** Takes secrets out of a text before it reaches a file. One instance is shared by the log, the http door and the vault. */
export type Redaction = {
  /** From now on this value is taken out wherever it appears. A JSON text also gives its own long values. */
  add(secret: string): void
  clean(text: string): string
  /** Only what `add` was given, not what merely looks like a secret: for words that must stay as they were written. */
  cleanKnown(text: string): string
}

const veil = '•••'
const shortestSecret = 6
/** Tokens rotate: the oldest known values have long expired. */
const mostSecrets = 2_000

const patterns: readonly (readonly [RegExp, string])[] = [
  // Whole headers first: what stands after them may have any form.
  [/\b(authorization|proxy-authorization|cookie|set-cookie|dpop|x-api-key)(["']?\s*[:=]\s*["']?)(?:(?:bearer|dpop|basic)\s+)?[^\s"',;}]+/giu, `$1$2${veil}`],
  [/\b(bearer|dpop|basic)\s+[\w\-.~+/]{6,}=*/giu, `$1 ${veil}`],
  [/\beyJ[\w-]{5,}(?:\.[\w-]*){1,4}/gu, veil],
  [/\b((?:access|refresh|id|request|device)_token|token|code|code_verifier|client_secret|client_assertion|assertion|app_password|password|passwd|secret|state|request_uri|api_key|key|signature)=[^&\s"'#]+/giu, `$1=${veil}`],
  [/("(?:[\w-]*(?:token|jwt|password|secret|assertion|verifier)|private_key|authorization|code|d)"\s*:\s*)"(?:[^"\\]|\\.)*"/giu, `$1"${veil}"`],
  // The same inside a JSON text that was quoted once more.
  [/(\\"(?:[\w-]*(?:token|jwt|password|secret|assertion|verifier)|private_key|authorization|code|d)\\"\s*:\s*\\")[^"\\]*/giu, `$1${veil}`],
  // Bluesky app passwords: four groups of four.
  [/\b[a-z0-9]{4}(?:-[a-z0-9]{4}){3}\b/giu, veil],
]

export function createRedaction(): Redaction {
  const secrets = new Set<string>()
  // Longest first, so that one secret inside another leaves no remainder.
  const cleanKnown = (text: string): string => [...secrets].sort((a, b) => b.length - a.length).reduce((cleaned, secret) => cleaned.replaceAll(secret, veil), text)
  return {
    cleanKnown,
    add(secret) {
      for (const value of [secret, ...valuesIn(secret)]) {
        for (const form of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]) if (form.length >= shortestSecret) secrets.add(form)
      }
      for (const oldest of secrets) {
        if (secrets.size <= mostSecrets) break
        secrets.delete(oldest)
      }
    },
    clean(text) {
      let cleaned = cleanKnown(text)
      for (const [pattern, replacement] of patterns) cleaned = cleaned.replace(pattern, replacement)
      return cleaned
    },
  }
}

/** The long, word-like values inside a JSON secret; addresses, ids and scopes stay readable in the log. */
function valuesIn(secret: string): string[] {
  if (!/^\s*[[{]/u.test(secret)) return []
  const found: string[] = []
  try {
    JSON.parse(secret, (_, value: unknown) => {
      if (typeof value === 'string' && /^(?!did:|https?:)\S{16,}$/u.test(value)) found.push(value)
      return value
    })
  } catch {
    // Not JSON after all: the value as a whole is registered, which is what was asked.
  }
  return found
}
