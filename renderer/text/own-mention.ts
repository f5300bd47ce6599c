/**
 * A message without our own name at its head, where some networks put everyone it is addressed to: whoever reads it knows who they are.
 * Other names there stay, and so does ours within a sentence. `handle` with or without a leading @.
 */
export function withoutOwnMention(text: string, handle: string): string {
  const full = handle.replace(/^@/, '').toLowerCase()
  const own = new Set([full, full.split('@')[0]])
  const [head = ''] = /^(?:\s*@[\p{L}\p{N}_.@:-]+(?=\s))+\s+/u.exec(text) ?? []
  const names = head.trim().split(/\s+/)
  const others = names.filter(name => !own.has(name.slice(1).toLowerCase()))
  const rest = text.slice(head.length)
  return full === '' || rest === '' || others.length === names.length ? text : [...others, rest].join(' ')
}
