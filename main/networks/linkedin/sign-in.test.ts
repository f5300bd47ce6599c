import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../preload/contract/result.ts'
import { partnerApp, profileApp, startLinkedIn, type LinkedInWorld } from './conformance-harness.ts'
import { linkedin } from './index.ts'
import { redirectUri, signIn } from './sign-in.ts'

const worlds: LinkedInWorld[] = []
afterEach(async () => { for (const world of worlds.splice(0)) await world.stop() })
async function start(...given: Parameters<typeof startLinkedIn>): Promise<LinkedInWorld> {
  const world = await startLinkedIn(...given)
  worlds.push(world)
  return world
}
const dayMs = 24 * 3_600_000

describe('signing in', () => {
  it('with the self-serve app speaks for the member alone, who can post and is shown nothing', async () => {
    const { identities, session } = await start('member')
    expect(identities.map(one => [one.profile.remoteId, one.profile.displayName])).toEqual([['urn:li:person:cAm1lle_-9', 'Camille Durand']])
    const [member] = identities
    expect([member?.abilities.text, member?.abilities.reply, member?.abilities['first-comment'], member?.limits.maxThreadParts]).toEqual([
      { kind: 'works' }, { kind: 'lacking', why: 'network' }, { kind: 'lacking', why: 'permission' }, 1,
    ])
    expect(member?.expiresUtc).toBe(session.now() + 60 * dayMs)
  })

  it('with the reviewed app speaks for the pages one may post for, and the member', async () => {
    const { identities } = await start('page')
    // An analyst of a page may not post for it.
    expect(identities.map(one => one.profile.displayName)).toEqual(['Boulangerie du Port', 'Camille Durand'])
    expect(identities[0]?.abilities).toMatchObject({ reply: { kind: 'works' }, 'first-comment': { kind: 'works' }, 'post-figures': { kind: 'works' } })
    expect(identities[0]?.profile).toMatchObject({ handle: 'boulangerie-du-port', profileUrl: 'https://www.linkedin.com/company/boulangerie-du-port/' })
  })

  it('asks twice for the reviewed app’s rights, and only the first time', async () => {
    const world = await start('page')
    const asked: string[] = []
    const throughBrowser: typeof world.signInTools.throughBrowser = (address, redirect) => world.signInTools.throughBrowser(async uri => {
      const page = await address(uri)
      if (page.ok) asked.push(new URL(page.value).search)
      return page
    }, redirect)
    expect((await signIn(world.order, { ...world.signInTools, throughBrowser })).ok).toBe(true)
    expect(asked).toHaveLength(1)
    expect(asked[0]).toContain('scope=r_basicprofile%20w_member_social')
  })

  it('with a token made on LinkedIn’s own page speaks for the same', async () => {
    const world = await start('page')
    const access = world.double.world.tokens[0]?.access ?? ''
    const signed = await signIn({ way: 'token', server: '', handle: '', appPassword: '', token: ` ${access}\n` }, world.signInTools)
    expect(signed.ok && signed.value.map(one => [one.profile.displayName, one.abilities.reply.kind])).toEqual([['Boulangerie du Port', 'works'], ['Camille Durand', 'lacking']])
    expect(await signIn({ way: 'token', server: '', handle: '', appPassword: '', token: 'AQXwrong' }, world.signInTools)).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
    expect(await signIn({ way: 'token', server: '', handle: '', appPassword: '' }, world.signInTools)).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
  })

  it('tells a wrong secret, a no of the owner’s and an address that is not registered apart', async () => {
    const world = await start('member')
    const { signInTools: tools, double } = world
    expect(await signIn({ ...profileApp, clientSecret: 'WPL_AP1.wrong' }, tools)).toMatchObject({ ok: false, failure: { kind: 'wrong-password' } })
    const saysNo: typeof tools.throughBrowser = async address => {
      const asked = await address(redirectUri)
      return asked.ok ? ok({ params: new URL(double.authorize(asked.value, 'no')).searchParams, redirectUri }) : asked
    }
    expect(await signIn(profileApp, { ...tools, throughBrowser: saysNo })).toMatchObject({ ok: false, failure: { kind: 'consent-refused' } })
    const elsewhere: typeof tools.throughBrowser = async address => {
      const asked = await address('http://127.0.0.1:28431/callback')
      if (!asked.ok) return asked
      expect(() => double.authorize(asked.value)).toThrow('redirect_uri')
      return fail({ kind: 'sign-in-abandoned', detail: 'an error page' })
    }
    expect(await signIn(profileApp, { ...tools, throughBrowser: elsewhere })).toMatchObject({ ok: false, failure: { kind: 'sign-in-abandoned' } })
  })

  it('lasts sixty days, and is renewed by itself only for apps LinkedIn has approved for it', async () => {
    const plain = await start('page')
    plain.advance(60 * dayMs + 1000)
    expect(await linkedin.open(plain.session).whoAmI()).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })

    const partner = await start('page', partnerApp)
    const endsUtc = partner.session.now() + 365 * dayMs
    expect(partner.identities[0]?.expiresUtc).toBe(endsUtc)
    partner.advance(60 * dayMs + 1000)
    const renewed = await linkedin.open(partner.session).whoAmI()
    // The year is not made longer by a renewal.
    expect(renewed).toMatchObject({ ok: true, value: { expiresUtc: endsUtc } })
    expect(JSON.parse(partner.kept())).toMatchObject({ refresh: expect.stringMatching(/^AQR/u) })
  })

  it('is ended at LinkedIn where it was for one, and only forgotten where it speaks for others too', async () => {
    const alone = await start('member')
    expect(await linkedin.open(alone.session).revoke()).toEqual({ ok: true, value: undefined })
    expect(alone.double.world.tokens.map(token => token.isRevoked)).toEqual([true])
    expect(alone.kept()).not.toContain('AQV')

    const shared = await start('page')
    expect(await linkedin.open(shared.session).revoke()).toEqual({ ok: true, value: undefined })
    expect([shared.double.world.tokens.map(token => token.isRevoked), shared.kept().includes('AQV')]).toEqual([[false], false])
  })
})
