import type { MediaRow } from './rows.ts'
import type { World } from './world.ts'

export const mediaUrl = (world: World, media: MediaRow): string => `${world.baseUrl()}/media/${media.id}/${encodeURIComponent(media.file)}`

export function mediaEntity(world: World, media: MediaRow): Record<string, unknown> {
  const isReady = media.ready_at <= world.now()
  const url = mediaUrl(world, media)
  const [x, y] = (media.focus ?? '').split(',').map(Number)
  const size = { width: media.width, height: media.height, size: `${media.width}x${media.height}`, aspect: media.height > 0 ? media.width / media.height : 1 }
  return {
    id: media.id,
    type: media.type,
    url: isReady ? url : null,
    preview_url: isReady && media.type !== 'audio' ? url : null,
    remote_url: null,
    preview_remote_url: null,
    text_url: null,
    meta: {
      ...(media.width > 0 ? { original: size, small: size } : {}),
      ...(x !== undefined && y !== undefined ? { focus: { x, y } } : {}),
    },
    description: media.description,
    blurhash: media.type === 'audio' ? null : 'UeKUpFxuo~R%0nW;WCnhF6RjaJt757oJodS$',
  }
}
