import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { harness } from './new-network/adapter/conformance-harness.ts'
import { filesOf } from './new-network/files-of.ts'

const repo = path.resolve(import.meta.dirname, '..')
const files = await filesOf('corner-board', 'Corner Board')

describe('a new network', () => {
  it('has every file that the page on networks names, and a double', async () => {
    const page = await readFile(path.join(repo, 'main/networks/README.md'), 'utf8')
    const named = [...page.matchAll(/^\| `([\w-]+\.ts|fixtures\/)`/gmu)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(9)
    const made = [...files.keys()].map(file => file.replace('main/networks/corner-board/', ''))
    for (const name of named) expect(made.some(file => file.startsWith(name)), name).toBe(true)
    expect(made).toContain('e2e/fake-networks/corner-board/index.ts')
  })

  it('bears its own name throughout, and imports only what is there', () => {
    for (const [file, text] of files) {
      expect(text, file).not.toMatch(/sampler/iu)
      for (const [, target = ''] of text.matchAll(/from '(\.[^']+)'/gu)) {
        const wanted = path.posix.join(path.posix.dirname(file), target)
        expect(files.has(wanted) || existsSync(path.join(repo, wanted)), `${file}: ${target}`).toBe(true)
      }
    }
    expect(files.get('main/networks/corner-board/index.ts')).toContain("export const cornerBoard: Network")
    expect(files.get('main/networks/corner-board/format.ts')).toContain("networkId.parse('corner-board')")
  })

  it('fails its stories loudly, naming what is not written yet', async () => {
    await expect(async () => harness.start()).rejects.toThrow('not written yet')
    await expect(async () => harness.network.signIn({ way: 'token', server: '', handle: '', appPassword: '' }, undefined as never)).rejects.toThrow('sign-in.ts, signIn: not written yet') // the cast: it is thrown before they are looked at
  })

  it('takes no name that a folder could not have', async () => {
    for (const id of ['Corner', '../x', '', 'a b']) await expect(filesOf(id, 'X')).rejects.toThrow('--id')
  })
})
