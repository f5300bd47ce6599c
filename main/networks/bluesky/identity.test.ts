import { describe, expect, it } from 'vitest'
import type { Http, HttpOutcome } from '../../http/http.ts'
import { readHandle, readServer, resolveIdentity } from './identity.ts'
import { limitsOn } from './limits.ts'
import { countText } from '../../../preload/contract/count-text.ts'
import { isBlueskyHosted, publicPlaces, readPlaces } from './places.ts'
import { permalinkOf } from './refs.ts'

describe('what people type', () => {
  it('is read as a handle', () => {
    expect(readHandle(' @Boulangerie.BSKY.social ')).toBe('boulangerie.bsky.social')
    expect(readHandle('boulangerie')).toBe('boulangerie.bsky.social')
    for (const wrong of ['', 'deux mots', 'a..b', '-a.example', 'boulangerie@exemple.example', 'https://bsky.social']) expect(readHandle(wrong), wrong).toBeNull()
  })
  it('is read as a server, without TLS only on this computer', () => {
    expect(readServer('pds.fournil.example/')).toBe('https://pds.fournil.example')
    expect(readServer('http://localhost:2583')).toBe('http://localhost:2583')
    for (const wrong of ['http://fournil.example', 'ftp://fournil.example', 'https://moi:secret@fournil.example', 'deux mots', '']) expect(readServer(wrong), wrong).toBeNull()
  })
})

describe('an identity', () => {
  const did = 'did:plc:vwzwgnygau7ed7b7wt5ux7y2'
  const document = (handle: string, endpoint: string) => ({ id: did, alsoKnownAs: [`at://${handle}`], service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: endpoint }] })
  const answering = (doc: unknown): Http => ({
    fetch: globalThis.fetch,
    send: async ({ url }): Promise<HttpOutcome> => {
      const json = url.includes('resolveHandle') ? { did } : doc
      return { kind: 'answered', status: 200, headers: new Headers(), text: '', bytes: new Uint8Array(), json, retryAtUtc: null }
    },
  })
  const resolve = (doc: unknown) => resolveIdentity('julie.example', publicPlaces, answering(doc))

  it('leads from the handle to the account’s own server', async () => {
    expect(await resolve(document('julie.example', 'https://pds.example'))).toEqual({ ok: true, value: { did, server: 'https://pds.example' } })
  })
  it('is not believed when the way back is missing, or leads to a server without TLS', async () => {
    expect(await resolve(document('autre.example', 'https://pds.example'))).toEqual({ ok: true, value: null })
    expect(await resolve(document('julie.example', 'http://pds.example'))).toEqual({ ok: true, value: null })
    expect(await resolve({ ...document('julie.example', 'https://pds.example'), id: 'did:plc:autre' })).toEqual({ ok: true, value: null })
    expect((await resolve('charabia')).ok).toBe(false)
  })
})

describe('places', () => {
  it('are the public ones, and can be moved to this computer only', () => {
    expect(readPlaces({})).toBe(publicPlaces)
    expect(readPlaces({ COMPTOIR_BLUESKY_PLACES: '{"directory":"http://localhost:1","resolver":"http://localhost:2"}' })).toMatchObject({ directory: 'http://localhost:1', entryway: 'http://localhost:2', video: publicPlaces.video })
    expect(() => readPlaces({ COMPTOIR_BLUESKY_PLACES: '{"directory":"https://ailleurs.example"}' })).toThrow()
  })
  it('tell Bluesky’s own servers from look-alikes', () => {
    expect(['https://bsky.social', 'https://morel.us-east.host.bsky.network'].every(isBlueskyHosted)).toBe(true)
    expect(['https://bsky.social.example', 'https://nebsky.social', 'http://localhost:2583'].some(isBlueskyHosted)).toBe(false)
  })
  it('give each post a page that opens', () => {
    const uri = 'at://did:plc:vwzwgnygau7ed7b7wt5ux7y2/app.bsky.feed.post/3n2zloxdse226'
    expect(permalinkOf(uri, 'https://bsky.social')).toBe('https://bsky.app/profile/did:plc:vwzwgnygau7ed7b7wt5ux7y2/post/3n2zloxdse226')
    expect(permalinkOf(uri, 'http://localhost:2583')).toContain('http://localhost:2583/xrpc/com.atproto.repo.getRecord?repo=did')
    expect(permalinkOf('javascript:alert(1)', 'https://bsky.social')).toBeNull()
  })
})

it('counts as the network does: faces of several code points once, addresses in full, bytes as well', () => {
  const { text } = limitsOn(true)
  expect(countText('👩‍👩‍👧‍👦é', text)).toEqual({ graphemes: 2, bytes: 27 })
  expect(countText('https://fournil.example/une/page', text).graphemes).toBe(32)
  expect([text.maxGraphemes, text.maxBytes]).toEqual([300, 3000])
})
