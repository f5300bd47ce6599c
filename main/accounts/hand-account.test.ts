import { expect, it } from 'vitest'
import { accountSummary } from '../../preload/contract/accounts.ts'
import { checkDraft } from '../../preload/contract/check-draft.ts'
import { emptyContent } from '../../preload/contract/drafts.ts'
import { networkId } from '../../preload/contract/ids.ts'
import { networks } from '../networks/registry.ts'
import { handAccount } from './hand-account.ts'

const now = Date.UTC(2026, 10, 27)
const order = { network: null, name: 'Snapchat', handle: 'Bakery', page: 'https://my.snapchat.com/' }
const made = (change: Partial<Parameters<typeof handAccount>[0]> = {}) => {
  const account = handAccount({ ...order, ...change }, networks, now)
  if (!account.ok) throw new Error(account.failure.kind)
  return account.value
}

it('any network will do, known here or not; a known one keeps its own limits, and none of what only a program needs', () => {
  expect(made()).toMatchObject({ network: 'by-hand', byHand: { network: 'Snapchat', page: 'https://my.snapchat.com/' }, displayName: 'Bakery', state: { kind: 'connected' } })
  const known = made({ network: networkId.parse('mastodon'), page: 'https://mastodon.social/publish' })
  expect(known).toMatchObject({ network: 'mastodon', byHand: { network: 'Mastodon' }, limits: { text: { maxGraphemes: 500 } } })
  expect([known.limits.schedule, known.limits.poll, known.abilities.reply.kind, known.abilities.text.kind]).toEqual([undefined, null, 'lacking', 'works'])
  // Named by its owner instead of chosen, it is the same one.
  expect(made({ name: 'mastodon', page: 'https://mastodon.social/publish' })).toEqual(known)
})

it.each(networks.map(network => ({ ...network, name: network.description.name })))('$name by hand asks for nothing that only a program needs, and keeps its own length of a text', ({ description, usualLimits }) => {
  const { limits, abilities } = made({ network: description.id, page: 'https://net.example/new' })
  const kindsOf = (text: string): string[] => checkDraft({ ...emptyContent(), parts: [{ text, media: [], poll: null }] }, limits, abilities).map(problem => problem.kind)
  expect(kindsOf('Bread at 8').filter(kind => kind !== 'media-needed')).toEqual([])
  expect([limits.images.fromTheWeb, limits.video?.fromTheWeb]).toEqual([undefined, undefined])
  expect(kindsOf('x'.repeat(70_000)).includes('text-too-long')).toBe(usualLimits !== undefined)
})

it('is stored and read as any account, and the same one twice is one', () => {
  const account = made()
  expect(accountSummary.parse(JSON.parse(JSON.stringify(account)))).toEqual(account)
  expect(made().id).toBe(account.id)
  expect(made({ handle: 'Garage' }).id).not.toBe(account.id)
})

it('needs a name, and a page that a browser may open', () => {
  for (const change of [{ name: '  ' }, { page: 'snapchat' }, { page: 'http://plain.example' }, { page: 'javascript:alert(1)' }]) expect(handAccount({ ...order, ...change }, networks, now).ok).toBe(false)
})

it('a long text and its parts fit where nobody knows the limits', () => {
  const part = { text: 'x'.repeat(20_000), media: [], poll: null }
  const { limits, abilities } = made()
  expect(checkDraft({ ...emptyContent(), parts: [part, part] }, limits, abilities)).toEqual([])
})
