import { EventEmitter } from 'node:events'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Opening } from '../../preload/contract/system.ts'
import { findDeepLink, listenForDeepLinks, readDeepLink } from './deep-link.ts'
import { claimSingleInstance } from './single-instance.ts'

it.each([
  ['comptoir://item/mastodon%3Aacc%3A12', { kind: 'item', key: 'mastodon:acc:12' }],
  ['comptoir://delivery/post-1:acc', { kind: 'delivery', id: 'post-1:acc' }],
  ['comptoir://place/inbox', { kind: 'place', place: 'inbox' }],
  ['COMPTOIR://Place/inbox/', { kind: 'place', place: 'inbox' }],
  ['comptoir://new-post', { kind: 'place', place: 'new-post' }],
  ['comptoir://new-post/', { kind: 'place', place: 'new-post' }],
])('%s leads somewhere', (text, where) => { expect(readDeepLink(text)).toEqual(where) })

it.each(['comptoir://place/nowhere', 'comptoir://place', 'comptoir://item/', 'comptoir://erase-all', 'comptoir:inbox', 'https://place/inbox', 'comptoir://item/%E0%A4%A', `comptoir://item/${'a'.repeat(2001)}`, '--hidden', ''])('%s leads nowhere', text => {
  expect(readDeepLink(text)).toBeNull()
})

it('never throws, whatever a link holds', () => {
  fc.assert(fc.property(fc.string(), text => { expect([null, 'object']).toContain(readDeepLink(`comptoir://${text}`) === null ? null : 'object') }))
})

it('a second start brings its link to the first one and ends', () => {
  const app = Object.assign(new EventEmitter(), { requestSingleInstanceLock: () => true })
  const arrivals: (Opening | null)[] = []
  // The casts in this file: an app reduced to the members these functions name.
  expect(claimSingleInstance(app as never, where => arrivals.push(where))).toBe(true)
  app.emit('second-instance', {}, ['/opt/comptoir', 'comptoir://place/calendar'])
  app.emit('second-instance', {}, ['/opt/comptoir'])
  app.emit('second-instance', {}, ['/opt/comptoir', '--hidden'])
  expect(arrivals).toEqual([{ kind: 'place', place: 'calendar' }, null])
  expect(claimSingleInstance({ requestSingleInstanceLock: () => false } as never, () => {})).toBe(false)
})

it('on macOS a link comes by an event', () => {
  const registered: string[] = []
  const app = Object.assign(new EventEmitter(), { isPackaged: true, setAsDefaultProtocolClient: (scheme: string) => registered.push(scheme) })
  const arrivals: Opening[] = []
  listenForDeepLinks(app as never, where => arrivals.push(where))
  app.emit('open-url', { preventDefault: () => {} }, 'comptoir://new-post')
  app.emit('open-url', { preventDefault: () => {} }, 'comptoir://erase')
  expect(arrivals).toEqual([{ kind: 'place', place: 'new-post' }])
  expect(registered).toEqual(['comptoir'])
  expect(findDeepLink(['a', '--b'])).toBeNull()
})
