import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'

/**
 * The files of a new network, by their place in the repository. The templates are files of this repository themselves, under the name
 * "Sampler": compiled and checked like all others, so they cannot fall behind.
 */
export async function filesOf(id: string, name: string): Promise<ReadonlyMap<string, string>> {
  if (!/^[a-z][a-z0-9-]{1,30}$/.test(id)) throw new Error('--id: small letters, figures and dashes, as in "corner-board"')
  const camel = id.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  const files = new Map<string, string>()
  for (const [from, to] of [['adapter', `main/networks/${id}`], ['double', `e2e/fake-networks/${id}`]] as const) {
    for (const entry of await readdir(path.join(import.meta.dirname, from), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const source = path.join(entry.parentPath, entry.name)
      const text = (await readFile(source, 'utf8'))
        .replaceAll("'../../../main/networks/", "'../").replaceAll("'../../../e2e/fake-networks/", "'../").replaceAll("'../double/", `'../../../e2e/fake-networks/${id}/`)
        .replaceAll(/(?<=['/])sampler(?=['/])/g, id).replaceAll(/(?<!\.)\bsampler(?=[A-Z]\w*|\b(?!\.))/g, camel).replaceAll('sampler', id).replaceAll('Sampler', name)
      files.set(path.posix.join(to, path.relative(path.join(import.meta.dirname, from), source).split(path.sep).join('/')), text)
    }
  }
  return files
}
