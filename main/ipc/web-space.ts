import { ok } from '../../preload/contract/result.ts'
import type { WebSpaces } from '../web-space/web-space.ts'
import type { CallsOf } from './calls.ts'

export const webSpaceCalls = (webSpaces: WebSpaces): CallsOf<'webSpace'> => ({
  state: async () => ok(webSpaces.state()),
  keep: order => webSpaces.keep(order),
  try: () => webSpaces.try(),
  remove: () => webSpaces.remove(),
})
