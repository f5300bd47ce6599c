import { clipboard, dialog, shell } from 'electron'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../preload/contract/result.ts'
import { defaultSettings } from '../../preload/contract/system.ts'
import { createMediaStore, type MediaStore } from '../media/media-store.ts'
import { samplePicture } from '../media/sample-media.ts'
import { createLog } from '../system/log.ts'
import { createSettings } from '../system/settings.ts'
import { textsFor } from '../text/texts.ts'
import { createLinkOpener } from '../window/link-out.ts'
import { mediaCalls } from './media.ts'
import { systemCalls, type SystemDeps } from './system.ts'

let folder: string
let media: MediaStore
let opened: string[]
let deps: SystemDeps
const done = vi.fn<() => void>()
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'calls-'))
  const log = createLog(path.join(folder, 'logs'), () => 0)
  media = createMediaStore(path.join(folder, 'media'), log)
  opened = []
  done.mockClear()
  deps = {
    about: () => ({ version: '0.1.0', dataFolder: folder, systemLanguage: 'fr', runtime: 'Node 24' }), state: () => ({ line: 'online', keychain: 'open', pause: null, journalTrouble: null, journalId: '', clockOffByMs: null, alarm: null, backSinceUtc: null, notRevoked: [] }), absences: () => [],
    settings: createSettings({ read: () => null, write: () => {} }, log), openLink: createLinkOpener(url => Promise.resolve(void opened.push(url)), { onTrouble: () => {} }), window: () => null, texts: () => textsFor('fr'),
    media, journal: () => ({ deliveries: [] }), erase: () => Promise.resolve(ok(undefined)), quit: done, now: () => Date.UTC(2026, 10, 24, 9), log,
  }
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})
/** The owner chooses these in the system's dialog; none: they close it. */
const choosing = (...filePaths: string[]) => vi.spyOn(dialog, 'showOpenDialog').mockResolvedValue({ canceled: filePaths.length === 0, filePaths })

describe('what the window asks of the system', () => {
  it('opens https and mail addresses outside, and nothing else', async () => {
    const calls = systemCalls(deps)
    expect(await calls.openLink('https://example.org/')).toEqual({ ok: true, value: undefined })
    expect(await calls.openLink('file:///etc/passwd')).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
    expect(opened).toEqual(['https://example.org/'])
  })

  it('keeps settings, or says that the disk is full', async () => {
    expect(await systemCalls(deps).change({ ...defaultSettings, theme: 'dark' })).toMatchObject({ ok: true, value: { theme: 'dark' } })
    const full = createSettings({ read: () => null, write: () => { throw Object.assign(new Error('database or disk is full'), { errcode: 13 }) } }, deps.log)
    expect(await systemCalls({ ...deps, settings: full }).change(defaultSettings)).toMatchObject({ ok: false, failure: { kind: 'disk-full' } })
  })

  it('exports where the owner chooses', async () => {
    await media.add('a.jpg', await samplePicture())
    choosing(folder)
    const exported = await systemCalls(deps).exportAll({ posts: { a: 1 } })
    expect(exported).toEqual({ ok: true, value: { folder: path.join(folder, 'Comptoir 2026-11-24 09h00'), files: 5 } })
  })

  it('does nothing when the owner closes the dialog', async () => {
    choosing()
    expect(await systemCalls(deps).exportAll({ posts: 1 })).toEqual({ ok: true, value: null })
    expect(await mediaCalls({ media, letGo: async () => ok([]), window: () => null, texts: deps.texts }).choose(undefined)).toEqual({ ok: true, value: [] })
    expect(readdirSync(folder)).toEqual([])
  })

  it('quits after everything was erased, and only then', async () => {
    expect(await systemCalls(deps).eraseAll(undefined)).toEqual({ ok: true, value: undefined })
    await new Promise(resolve => { setImmediate(resolve) })
    expect(done).toHaveBeenCalledOnce()
    done.mockClear()
    expect(await systemCalls({ ...deps, erase: () => Promise.resolve(fail({ kind: 'keychain-locked', detail: '' })) }).eraseAll(undefined)).toMatchObject({ ok: false })
    await new Promise(resolve => { setImmediate(resolve) })
    expect(done).not.toHaveBeenCalled()
  })

  it('copies a text and shows the data folder', async () => {
    await systemCalls(deps).copyText('Bonjour')
    expect(await clipboard.readText()).toBe('Bonjour')
    vi.spyOn(shell, 'openPath').mockResolvedValueOnce('').mockResolvedValueOnce('no file manager')
    expect(await systemCalls(deps).showDataFolder(undefined)).toEqual({ ok: true, value: undefined })
    expect(await systemCalls(deps).showDataFolder(undefined)).toMatchObject({ ok: false, failure: { kind: 'not-found', detail: 'no file manager' } })
  })

  it('writes the window\'s troubles to the log, without secrets', async () => {
    await systemCalls(deps).reportTrouble({ message: 'failed at https://a.example/?access_token=abc123DEF456', stack: 'at x (Bearer abc123DEF456)' })
    const text = readFileSync(path.join(folder, 'logs/comptoir.log'), 'utf8')
    expect(text).toContain('the window reported trouble')
    expect(text).not.toContain('abc123')
  })
})

describe('pictures the window asks for', () => {
  it('come from bytes, or from files the owner chooses', async () => {
    const calls = mediaCalls({ media, letGo: async () => ok([]), window: () => null, texts: deps.texts })
    const bytes = await samplePicture()
    const dropped = await calls.add({ name: 'a.jpg', bytes })
    writeFileSync(path.join(folder, 'b.jpg'), bytes)
    choosing(path.join(folder, 'b.jpg'))
    const chosen = await calls.choose(undefined)
    if (!dropped.ok || !chosen.ok) throw new Error('refused')
    expect(chosen.value.map(facts => [facts.hash, facts.name])).toEqual([[dropped.value.hash, 'b.jpg']])
  })

  it('are refused with the reason when one is not a picture', async () => {
    writeFileSync(path.join(folder, 'letter.jpg'), 'Dear Sir')
    choosing(path.join(folder, 'letter.jpg'))
    expect(await mediaCalls({ media, letGo: async () => ok([]), window: () => null, texts: deps.texts }).choose(undefined)).toMatchObject({ ok: false, failure: { kind: 'media-not-understood' } })
  })
})
