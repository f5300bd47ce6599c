import { execFileSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog, logUncaught } from './log.ts'
import { createRedaction } from './redaction.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'log-')) })
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })
const written = (): string => readdirSync(folder).map(name => readFileSync(path.join(folder, name), 'utf8')).join('')
const noon = () => Date.UTC(2026, 10, 24, 12)

describe('the log', () => {
  it('tells when, how grave, what, and small facts', () => {
    createLog(folder, noon).warn('a stream failed', { account: 'acc-1', status: 503 })
    expect(written()).toBe('2026-11-24T12:00:00.000Z warn  a stream failed account="acc-1" status=503\n')
  })

  it('leaves out what people wrote, even when it is handed over', () => {
    createLog(folder, noon).info('a post', { text: 'Bonjour à tous', body: 'x y z', Message: 'secret garden', id: 'p1' })
    expect(written()).toContain('id="p1"')
    expect(written()).not.toMatch(/Bonjour|x y z|garden/u)
  })

  it('writes nothing any more once it was ended, so that what was erased stays erased', () => {
    const log = createLog(folder, noon)
    log.end()
    log.error('a request that ends late')
    expect(readdirSync(folder)).toEqual([])
  })

  it('keeps the stack of a failure and of its cause', () => {
    createLog(folder, noon).error('it failed', new Error('outer', { cause: new Error('inner') }))
    expect(written()).toMatch(/outer[\s\S]+log\.test\.ts[\s\S]+caused by Error: inner/u)
  })

  it('begins a new file when one is full and keeps five', () => {
    const log = createLog(folder, noon, { maxBytes: 500 })
    for (let line = 0; line < 100; line++) log.info('a line of some length, to fill the file', { line })
    expect(readdirSync(folder).sort()).toEqual(['comptoir.1.log', 'comptoir.2.log', 'comptoir.3.log', 'comptoir.4.log', 'comptoir.log'])
    for (const name of readdirSync(folder)) expect(readFileSync(path.join(folder, name)).byteLength).toBeLessThanOrEqual(500)
    expect(readFileSync(path.join(folder, 'comptoir.log'), 'utf8')).toContain('line=99')
  })

  it('lets the app go on when it cannot be written', () => {
    writeFileSync(path.join(folder, 'file'), '')
    expect(() => { createLog(path.join(folder, 'file/logs'), noon).info('x') }).not.toThrow()
  })

  // A real full disk: a tmpfs of 16 KB, which only root may mount.
  it.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')('lets the app go on when the disk is full, and writes again once there is room', () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder])
    try {
      const log = createLog(folder, noon, { maxBytes: 6_000 })
      writeFileSync(path.join(folder, 'ballast'), Buffer.alloc(8_192))
      for (let line = 0; line < 200; line++) expect(() => { log.error('a line of some length, to fill the disk', new Error('ENOSPC'), { line }) }).not.toThrow()
      expect(() => writeFileSync(path.join(folder, 'more'), Buffer.alloc(8_192))).toThrow('ENOSPC')
      rmSync(path.join(folder, 'ballast'))
      rmSync(path.join(folder, 'more'), { force: true })
      log.info('there is room again')
      expect(written()).toContain('there is room again')
    } finally {
      execFileSync('umount', [folder])
    }
  })

  it('gets what nobody caught', () => {
    const source = new EventEmitter()
    logUncaught(createLog(folder, noon), source as never) // a process reduced to its events
    source.emit('uncaughtException', new Error('first'))
    source.emit('unhandledRejection', 'second')
    expect(written()).toMatch(/uncaught exception[\s\S]+first[\s\S]+unhandled rejection[\s\S]+second/u)
  })
})

describe('no secret reaches a file', () => {
  it.each([
    'Authorization: Bearer abc123DEF456', 'authorization: DPoP eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJkaWQifQ.c2lnbmF0dXJl', '"Authorization":"Bearer abc123DEF456"', 'Bearer abc123DEF456', 'DPoP: eyJ0eXAiOiJkcG9wK2p3dCJ9.eyJqdGkiOiJ4In0.c2ln',
    'GET https://a.example/cb?code=abc123DEF456&state=abc123DEF456', 'refresh_token=abc123DEF456', '{"access_token":"abc123DEF456"}', '{"refreshJwt": "abc123DEF456"}', '{"kty":"EC","d":"abc123DEF456"}',
    'password=abc123DEF456', '{"client_secret":"abc\\"123DEF456"}', 'app password abcd-ef23-ghij-4567 was refused', 'Set-Cookie: abc123DEF456; Path=/', 'Cookie: session=abc123DEF456',
  ])('%s', line => {
    createLog(folder, noon).error(line, new Error(line), { url: line })
    expect(written()).not.toMatch(/abc123DEF456|123DEF456|eyJ|abcd-ef23|c2ln/u)
    expect(written()).toContain('•••')
  })

  it('nor one that was told to the log, as it is, in an address, or in JSON', () => {
    const redact = createRedaction()
    redact.add('ké"y+/=42')
    for (const form of ['ké"y+/=42', encodeURIComponent('ké"y+/=42'), JSON.stringify({ a: 'ké"y+/=42' })]) expect(redact.clean(`x ${form} y`)).not.toContain('42')
    redact.add(JSON.stringify({ tokens: { access: 'opaque-access-value-1' }, did: 'did:plc:abcdefghijklmnop', server: 'https://social.example' }))
    expect(redact.clean('got opaque-access-value-1 from https://social.example for did:plc:abcdefghijklmnop')).toBe('got ••• from https://social.example for did:plc:abcdefghijklmnop')
  })

  it('whatever the secret and wherever it stands', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Za-z0-9_\-.+/=~"\\]{6,60}$/u), fc.string(), fc.string(), (secret, before, after) => {
      const redact = createRedaction()
      redact.add(secret)
      // The veil itself and what surrounds the secret may hold its letters; the secret as a whole may not stand there any more than by chance.
      expect(redact.clean(`${before} ${secret} ${after}`).includes(` ${secret} `)).toBe(false)
    }))
  })

  it('and ordinary lines stay readable', () => {
    const { clean } = createRedaction()
    for (const line of ['POST mastodon.example/api/v1/statuses 200 143 ms', 'id 0191d3c2-7f3a-7c9e-8b1a-1234567890ab', 'error code ENOTFOUND', 'a basic test of tokens']) expect(clean(line)).toBe(line)
  })
})
