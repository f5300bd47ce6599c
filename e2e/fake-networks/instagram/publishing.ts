import { comesAs, isOneOf } from '../fetched-file.ts'
import { stateOf, type FakeContainer, type FakeContainerState } from '../graph-api/graph-containers.ts'
import { project } from '../graph-api/graph-fields.ts'
import { GraphRefusal, refuse } from '../graph-api/graph-refusal.ts'
import type { GraphRequest } from '../graph-api/graph-server.ts'
import { isWhole, receivePiece, type GraphUpload } from '../graph-api/graph-upload.ts'
import { containerNode, type FakeMedia } from './nodes.ts'
import { files, readContainer, type ContainerFields } from './rules.ts'

const dayMs = 24 * 60 * 60_000

export type PublishingTools = {
  readonly now: () => number
  readonly nextId: () => string
  readonly put: (media: Pick<FakeMedia, 'caption' | 'type' | 'product' | 'fields' | 'children'>) => FakeMedia
  readonly uploadOrigin: () => string
}

/** Containers: made, fetched or uploaded, worked on, published once. */
export function createPublishing({ now, nextId, put, uploadOrigin }: PublishingTools) {
  const containers = new Map<string, FakeContainer<ContainerFields>>()
  const uploads = new Map<string, GraphUpload>()
  const publishedUtc: number[] = []
  const recent = (): number => publishedUtc.filter(utc => utc > now() - dayMs).length
  const stateAt = (container: FakeContainer<ContainerFields>): FakeContainerState => stateOf(container, now())

  return {
    has: (id: string): boolean => containers.has(id),
    make({ params }: GraphRequest, mayUpload: boolean): unknown {
      const fields = readContainer(params, mayUpload)
      for (const id of fields.children) {
        const child = containers.get(id)
        if (!child?.fields.isItem) throw new GraphRefusal(400, 100, 'Invalid carousel item', { subcode: 2_207_028 })
        if (stateAt(child) !== 'FINISHED') throw new GraphRefusal(400, 9007, 'Media ID is not available', { subcode: 2_207_027 })
      }
      const id = nextId()
      const container: FakeContainer<ContainerFields> = { id, createdUtc: now(), fields, readyUtc: now() + (fields.file === 'video' ? 1500 : fields.file === 'image' ? 200 : 0), file: { kind: fields.file === null ? 'none' : 'coming' }, publishedAs: null }
      containers.set(id, container)
      if (fields.fileUrl !== null && fields.file !== null) void comesAs(fields.fileUrl, files[fields.file]).then(file => { container.file = file })
      if (!fields.isResumable) return { id }
      uploads.set(id, { id, owner: '', size: null, received: 0, head: new Uint8Array() })
      return { id, uri: `${uploadOrigin()}/ig-api-upload/v26.0/${id}` }
    },
    upload({ path, headers, bytes }: GraphRequest): Response {
      const id = path.at(-1) ?? ''
      const upload = uploads.get(id)
      const container = containers.get(id)
      if (!upload || !container) return Response.json({ debug_info: { retriable: false, type: 'NotAuthorizedError', message: 'Unknown container' } }, { status: 404 })
      const answer = receivePiece(upload, headers, bytes)
      if (isWhole(upload)) container.file = isOneOf(upload.head, files.video.signatures) ? { kind: 'there' } : { kind: 'failed', why: 'format' }
      return Response.json(answer.json, { status: answer.status })
    },
    publish({ params }: GraphRequest): unknown {
      params.onlyThese(['creation_id'])
      const container = containers.get(params.needText('creation_id'))
      if (!container || container.fields.isItem) throw new GraphRefusal(400, 24, 'The requested resource does not exist', { subcode: 2_207_006 })
      const state = stateAt(container)
      if (state === 'EXPIRED') throw new GraphRefusal(400, 24, 'The media could not be published: it has expired', { subcode: 2_207_008 })
      if (state !== 'FINISHED') throw new GraphRefusal(400, 9007, 'Media ID is not available', { subcode: 2_207_027, userMessage: 'The media is not ready to be published.' })
      if (recent() >= 50) throw new GraphRefusal(403, 9, 'Application request limit reached', { subcode: 2_207_042 })
      const { fields } = container
      const { type } = fields
      const media = put({
        caption: fields.caption, fields, children: fields.children.flatMap(id => containers.get(id)?.fields ?? []),
        type: type === 'CAROUSEL' ? 'CAROUSEL_ALBUM' : fields.file === 'video' ? 'VIDEO' : 'IMAGE', product: type === 'REELS' ? 'REELS' : type === 'STORIES' ? 'STORY' : 'FEED',
      })
      container.publishedAs = media.id
      publishedUtc.push(now())
      return { id: media.id }
    },
    show({ params }: GraphRequest, id: string): unknown {
      const container = containers.get(id)
      if (!container) throw refuse.notThere(id)
      return project({ container, state: stateAt(container), upload: uploads.get(id) ?? null }, containerNode, params.text('fields') ?? 'id')
    },
    limit: () => ({ data: [{ quota_usage: recent(), config: { quota_total: 50, quota_duration: 86_400 } }] }),
  }
}
