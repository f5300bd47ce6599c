import { createRequire } from 'node:module'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'

const repo = path.resolve(import.meta.dirname, '..')
const require = createRequire(import.meta.url)

type Configuration = { readonly electronFuses?: Record<string, boolean>; readonly protocols?: readonly { readonly schemes: readonly string[] }[]; readonly asar?: unknown; readonly files?: readonly unknown[] }
// What electron-builder itself calls before it packages; both are CommonJS without types of their own.
const { getConfig, validateConfiguration } = require('app-builder-lib/out/util/config/config') as {
  getConfig(folder: string, file: string, more: null): Promise<Configuration>
  validateConfiguration(configuration: Configuration, log: unknown): Promise<void>
}
const { DebugLogger } = require('builder-util') as { DebugLogger: new (isEnabled: boolean) => unknown }

let configuration: Configuration
beforeAll(async () => {
  configuration = await getConfig(repo, path.join(repo, 'electron-builder.yml'), null)
})

test('electron-builder understands every line of its configuration', async () => {
  await expect(validateConfiguration(configuration, new DebugLogger(false))).resolves.toBeUndefined()
})

test('electron-builder would refuse a line it does not know', async () => {
  await expect(validateConfiguration({ ...configuration, homepage: 'x' } as Configuration, new DebugLogger(false))).rejects.toThrow('homepage')
})

test('a package cannot be turned into Node, spied upon or given other code', () => {
  expect(configuration.electronFuses).toMatchObject({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  })
  expect(configuration.asar).toBe(true)
})

test('a package holds the built app and nothing of the scripts', () => {
  expect(JSON.stringify(configuration.files)).not.toMatch(/scripts|standin|e2e/)
  expect(configuration.protocols?.flatMap(({ schemes }) => schemes)).toEqual(['comptoir'])
})
