import { fail } from '../../../preload/contract/result.ts'
import { networkId } from '../../../preload/contract/ids.ts'
import type { Network } from '../network.ts'

export const bluesky: Network = {
  description: {
    id: networkId.parse('bluesky'), name: 'Bluesky', colour: '#1185fe',
    ways: [
      { id: 'browser', fields: [{ name: 'handle', secret: false, example: 'boulangerie.bsky.social', optional: false }] },
      { id: 'app-password', fields: [
        { name: 'handle', secret: false, example: 'boulangerie.bsky.social', optional: false },
        { name: 'app-password', secret: true, example: 'xxxx-xxxx-xxxx-xxxx', optional: false },
        { name: 'server', secret: false, example: 'https://bsky.social', optional: true },
      ] },
    ],
  },
  signIn: async () => fail({ kind: 'refused', reason: 'not-supported', detail: 'not built yet' }),
  open() {
    throw new Error('not built yet')
  },
}
