import type { Answer, Call } from './call.ts'
import type { FindRoute } from './routes.ts'
import type { World } from './world.ts'

/**
 * Signs in without a browser: asks for the consent page and presses its button, so that the one-click connection goes through the same
 * authorization as any other. Answers where the browser would be sent. Throws when there is no button to press.
 */
export async function approve(world: World, findRoute: FindRoute, authorizeUrl: string): Promise<string> {
  const url = new URL(authorizeUrl)
  if (url.origin !== world.baseUrl()) throw new Error('this consent page belongs to another server')
  const ask = async (method: 'GET' | 'POST', input: Record<string, string>): Promise<Answer> => {
    const found = findRoute(method, '/oauth/authorize')
    if (!found) throw new Error('there is no consent page')
    const call: Call = { world, method, url, params: {}, input, bodyKind: method === 'POST' ? 'form' : 'none', files: new Map(), headers: {}, bearer: undefined }
    return found.route.answer(call)
  }
  const shown = await ask('GET', Object.fromEntries(url.searchParams))
  const key = typeof shown.body === 'string' ? /name="key" value="([\w-]+)"/.exec(shown.body)?.[1] : undefined
  if (key === undefined) throw new Error(`the consent page has no button (${shown.status})`)
  const pressed = await ask('POST', { key, decision: 'authorize' })
  const to = pressed.headers['location']
  if (to === undefined) throw new Error(`the consent page did not lead on (${pressed.status})`)
  return to
}
