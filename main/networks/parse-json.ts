/** A text as JSON; undefined when it is none. The schema that reads it judges both. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
