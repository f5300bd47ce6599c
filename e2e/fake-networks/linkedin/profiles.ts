import type { Hono } from 'hono'
import { denied, notFound } from './errors.ts'
import { decoded, finder, needs, pageOf, queryOf, type Env } from './guard.ts'
import { memberUrn, type World } from './state.ts'

export function addProfiles(hono: Hono<Env>, world: World): void {
  const { member } = world

  hono.get('/v2/userinfo', c => {
    needs(c, 'openid')
    return c.json({ sub: member.id, name: `${member.first} ${member.last}`, given_name: member.first, family_name: member.last, locale: { country: 'FR', language: 'fr' }, picture: 'https://media.licdn.com/dms/image/v2/profile.jpg' })
  })

  hono.get('/v2/me', c => {
    needs(c, 'r_basicprofile')
    return c.json({ id: member.id, localizedFirstName: member.first, localizedLastName: member.last, vanityName: member.vanity, localizedHeadline: 'Boulangère' })
  })

  hono.get('/rest/people/:key', c => {
    needs(c, 'r_basicprofile')
    const [, id = ''] = /\(id:(.+)\)$/u.exec(c.req.url) ?? []
    const found = world.people.find(one => one.id === decoded(id))
    // Who does not show themselves is not missing.
    return c.json(found ? { id: found.id, localizedFirstName: found.first, localizedLastName: found.last, vanityName: found.vanity } : { id: 'private' })
  })

  hono.get('/rest/organizationAcls', c => {
    needs(c, 'rw_organization_admin', 'r_organization_admin')
    finder(c, 'roleAssignee')
    const role = queryOf(c).get('role')
    const rows = world.organizations.filter(one => role === undefined || one.role === role)
    return c.json(pageOf(c, rows.map(one => ({ roleAssignee: memberUrn(world), state: 'APPROVED', role: one.role, organization: `urn:li:organization:${one.id}` }))))
  })

  hono.get('/rest/organizations/:id', c => {
    needs(c, 'rw_organization_admin', 'r_organization_admin')
    const found = world.organizations.find(one => String(one.id) === c.req.param('id'))
    if (!found) throw notFound(c.req.param('id'))
    if (found.role !== 'ADMINISTRATOR') throw denied(`organization ${found.id}`)
    return c.json({ id: found.id, localizedName: found.name, vanityName: found.vanity, name: { localized: { fr_FR: found.name }, preferredLocale: { country: 'FR', language: 'fr' } } })
  })
}
