import type { StartFakeNetwork } from '../../../e2e/fake-networks/fake-network.ts'

/**
 * Sampler as its documentation describes it: <addresses>, as of <day>. Strict like the real one: it refuses what the real one refuses.
 * Built with hono on 127.0.0.1; `serveOnLoopback` of ../serve.ts counts the requests and loses an answer when it is told to.
 */
export const start: StartFakeNetwork = () => {
  throw new Error('e2e/fake-networks/sampler/index.ts: not written yet. This double comes first: the adapter is written against it.')
}
