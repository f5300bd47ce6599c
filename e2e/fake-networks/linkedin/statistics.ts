import type { Hono } from 'hono'
import { denied, LinkedInError } from './errors.ts'
import { decoded, finder, listIn, needs, pageOf, queryOf, type Env } from './guard.ts'
import { mayPostAs, standing, type World } from './state.ts'

export const followers = 417

export function addStatistics(hono: Hono<Env>, world: World): void {
  hono.get('/rest/organizationalEntityShareStatistics', c => {
    needs(c, 'rw_organization_admin')
    finder(c, 'organizationalEntity')
    const query = queryOf(c)
    const organization = decoded(query.get('organizationalEntity'))
    if (!mayPostAs(world, organization)) throw denied(organization)
    const [shares, others] = [listIn(query.get('shares')), listIn(query.get('ugcPosts'))]
    if (shares.some(urn => !urn.startsWith('urn:li:share:')) || others.some(urn => !urn.startsWith('urn:li:ugcPost:'))) throw new LinkedInError(400, 'INVALID_URN_TYPE', 'a post of another kind')
    const rows = standing(world).filter(post => post.author === organization && [...shares, ...others].includes(post.urn)).map(post => {
      const commentCount = world.comments.filter(comment => comment.entity === post.activity && !comment.isDeleted).length
      const likeCount = [...world.reactions].filter(one => one.endsWith(` ${post.urn}`)).length
      const totalShareStatistics = { impressionCount: 120, uniqueImpressionsCount: 90, clickCount: 7, likeCount, commentCount, shareCount: 1, engagement: 0.07 }
      return { organizationalEntity: organization, [post.urn.startsWith('urn:li:share:') ? 'share' : 'ugcPost']: post.urn, totalShareStatistics }
    })
    return c.json(pageOf(c, rows))
  })

  hono.get('/rest/networkSizes/:urn', c => {
    needs(c, 'r_organization_followers', 'rw_organization_admin')
    if (queryOf(c).get('edgeType') !== 'COMPANY_FOLLOWED_BY_MEMBER') throw new LinkedInError(400, 'PARAM_INVALID', 'edgeType')
    if (!mayPostAs(world, decoded(c.req.param('urn')))) throw denied('networkSizes')
    return c.json({ firstDegreeSize: followers })
  })
}
