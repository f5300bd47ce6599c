import { z } from 'zod'

const facet = z.object({ features: z.array(z.object({ did: z.string().optional() }).loose()) })
const strong = z.object({ uri: z.string(), cid: z.string() })
/** The fields of records that the double looks at; everything else is passed on as it is. */
const recordValue = z.object({
  $type: z.string(), createdAt: z.string().optional(), text: z.string().optional(), displayName: z.string().optional(), description: z.string().optional(),
  facets: z.array(facet).optional(), reply: z.object({ root: strong, parent: strong }).optional(),
  subject: z.union([strong, z.string()]).optional(),
  embed: z.object({ $type: z.string() }).loose().optional(),
}).loose()
const listed = z.object({ records: z.array(z.object({ uri: z.string(), cid: z.string(), value: recordValue })), cursor: z.string().optional() })
const repoList = z.object({ repos: z.array(z.object({ did: z.string(), rev: z.string() })) })
const described = z.object({ handle: z.string(), collections: z.array(z.string()) })

export type StoredRecord = { readonly uri: string; readonly cid: string; readonly did: string; readonly collection: string; readonly value: z.infer<typeof recordValue>; readonly indexedUtc: number }
export type Repo = { readonly did: string; readonly handle: string; readonly rev: string; readonly records: readonly StoredRecord[] }
export type Repos = { all(): readonly Repo[]; catchUp(): Promise<void> }

const watched = ['app.bsky.feed.post', 'app.bsky.feed.like', 'app.bsky.feed.repost', 'app.bsky.graph.follow', 'app.bsky.graph.block', 'app.bsky.actor.profile']

/** Everything that stands in the repositories of a PDS, read over its public calls; a repository is read again when its revision changed. */
export function watchRepos(pdsUrl: string): Repos {
  const repos = new Map<string, Repo>()
  const firstSeen = new Map<string, number>()
  let running: Promise<void> | null = null

  async function readRepo(did: string, rev: string): Promise<Repo> {
    const { handle, collections } = described.parse(await get('com.atproto.repo.describeRepo', { repo: did }))
    const records: StoredRecord[] = []
    for (const collection of collections.filter(name => watched.includes(name))) {
      let cursor: string | undefined
      do {
        const page = listed.parse(await get('com.atproto.repo.listRecords', { repo: did, collection, limit: '100', ...(cursor === undefined ? {} : { cursor }) }))
        for (const { uri, cid, value } of page.records) {
          const indexedUtc = firstSeen.get(uri + cid) ?? Date.now()
          firstSeen.set(uri + cid, indexedUtc)
          records.push({ uri, cid, did, collection, value, indexedUtc })
        }
        cursor = page.records.length < 100 ? undefined : page.cursor
      } while (cursor !== undefined)
    }
    return { did, handle, rev, records }
  }
  async function get(method: string, params: Record<string, string>): Promise<unknown> {
    const response = await fetch(`${pdsUrl}/xrpc/${method}?${new URLSearchParams(params)}`)
    if (!response.ok) throw new Error(`${method} answered ${response.status}`)
    return await response.json()
  }
  async function readChanged(): Promise<void> {
    const { repos: list } = repoList.parse(await get('com.atproto.sync.listRepos', { limit: '1000' }))
    for (const { did, rev } of list) if (repos.get(did)?.rev !== rev) repos.set(did, await readRepo(did, rev))
  }
  return {
    all: () => [...repos.values()],
    async catchUp() {
      // One reading at a time; whoever comes meanwhile waits for one that began after the call.
      const before = running
      const mine = (before ?? Promise.resolve()).catch(() => undefined).then(readChanged)
      running = mine
      await mine
    },
  }
}
