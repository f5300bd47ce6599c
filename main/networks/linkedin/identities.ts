import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Profile } from '../network.ts'
import type { Client } from './client.ts'
import { listOfEach, organization, organizationAcl, ownProfile, userInfo } from './entities.ts'
import { encoded, idOf, isOrganization, site } from './urn.ts'

/** The member the token was given by: OpenID Connect where the app has it, else the basic profile. */
export async function readMember(client: Client): Promise<Result<Profile, NetworkFailure>> {
  const info = await client.ask({ path: '/v2/userinfo' }, userInfo)
  if (info.ok) {
    const { sub, name, picture } = info.value
    // An app of this kind is told no address of the profile; the handle is the name, so that there is one.
    return ok({ remoteId: `urn:li:person:${sub}`, handle: handleFrom(name, sub), displayName: name.slice(0, 1000), profileUrl: null, avatarUrl: safePicture(picture) })
  }
  if (info.failure.kind !== 'refused') return info
  const me = await client.ask({ path: '/v2/me' }, ownProfile)
  if (!me.ok) return me
  const { id, localizedFirstName, localizedLastName, vanityName } = me.value
  const name = `${localizedFirstName} ${localizedLastName}`.trim()
  const profileUrl = vanityName === '' ? null : `${site}/in/${encodeURIComponent(vanityName)}/`
  return ok({ remoteId: `urn:li:person:${id}`, handle: vanityName === '' ? handleFrom(name, id) : vanityName.replace(/\s/gu, ''), displayName: name.slice(0, 1000), profileUrl, avatarUrl: null })
}

/**
 * Content administrators may post as well, but neither the page's notifications nor its figures are shown to them: only whom everything works for.
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-access-control-by-role
 */
const role = 'ADMINISTRATOR'
const aclPage = 50
const mostAcls = 500

/** URNs of the organisations the member administers; none where the app may not ask. */
export async function readOrganizations(client: Client): Promise<Result<readonly string[], NetworkFailure>> {
  const found = new Set<string>()
  for (let start = 0; start < mostAcls; start += aclPage) {
    const page = await client.ask({ path: `/rest/organizationAcls?q=roleAssignee&role=${role}&state=APPROVED&start=${start}&count=${aclPage}`, restli: 'FINDER' }, listOfEach(organizationAcl))
    if (!page.ok) return page.failure.kind === 'refused' ? ok([]) : page
    for (const { organization: urn, role: held, state } of page.value.elements) if (state === 'APPROVED' && held === role && isOrganization(urn)) found.add(urn)
    if (page.value.elements.length < aclPage) break
  }
  return ok([...found])
}

export async function readOrganization(urn: string, client: Client): Promise<Result<Profile, NetworkFailure>> {
  const read = await client.ask({ path: `/rest/organizations/${idOf(urn)}` }, organization)
  if (!read.ok) return read
  const { id, localizedName, vanityName } = read.value
  if (`urn:li:organization:${id}` !== urn) return fail({ kind: 'server-trouble', detail: `asked for ${urn}, was told of ${id}` })
  const name = vanityName === '' ? String(id) : vanityName
  return ok({ remoteId: urn, handle: name.replace(/\s/gu, ''), displayName: localizedName.slice(0, 1000), profileUrl: `${site}/company/${encoded(name)}/`, avatarUrl: null })
}

export const readProfile = (author: string, client: Client): Promise<Result<Profile, NetworkFailure>> => (isOrganization(author) ? readOrganization(author, client) : readMember(client))

function handleFrom(name: string, id: string): string {
  const handle = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/gu, '')
  return (handle === '' ? id : handle).slice(0, 400)
}

function safePicture(url: string): string | null {
  return url.length <= 2000 && URL.parse(url)?.protocol === 'https:' ? url : null
}
