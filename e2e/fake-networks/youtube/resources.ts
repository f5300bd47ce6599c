import { own, uploadsId, type Channel, type Comment, type Video } from './channel.ts'

export const subscribers = 4320

const iso = (utc: number): string => new Date(utc).toISOString().replace(/\.\d{3}Z$/u, 'Z')
/** Of times that are chosen by the second, as they were given. */
const exact = (utc: number): string => new Date(utc).toISOString()

/** A video as its owner is shown it, in the parts asked for. */
export function videoResource(video: Video, parts: readonly string[], now: number): Record<string, unknown> {
  const isProcessed = now >= video.processedUtc
  const { snippet, status } = video
  const all: Record<string, unknown> = {
    snippet: { ...snippet, channelId: own.id, channelTitle: own.title, publishedAt: iso(video.publicUtc ?? video.uploadedUtc), liveBroadcastContent: 'none', localized: { title: snippet.title, description: snippet.description }, thumbnails: { default: { url: `https://i.ytimg.com/vi/${video.id}/default.jpg`, width: 120, height: 90 }, high: { url: `https://i.ytimg.com/vi/${video.id}/hqdefault.jpg`, width: 480, height: 360 } } },
    status: { ...status, uploadStatus: isProcessed ? 'processed' : 'uploaded', madeForKids: status.selfDeclaredMadeForKids ?? false },
    statistics: { viewCount: video.isOlder ? '1234' : '7', likeCount: video.isOlder ? '56' : '1', favoriteCount: '0', commentCount: '0', dislikeCount: '0' },
    processingDetails: { processingStatus: isProcessed ? 'succeeded' : 'processing', fileDetailsAvailability: 'available', ...(isProcessed ? {} : { processingProgress: { partsTotal: '100', partsProcessed: '40', timeLeftMs: '200' } }) },
    fileDetails: { fileSize: String(video.sizeBytes), fileType: 'video', fileName: 'unknown' },
    contentDetails: { duration: 'PT12S', dimension: '2d', definition: 'hd', caption: 'false', licensedContent: false },
    paidProductPlacementDetails: { hasPaidProductPlacement: video.hasPaidProductPlacement },
  }
  return { kind: 'youtube#video', etag: 'e', id: video.id, ...Object.fromEntries(parts.map(part => [part, all[part] ?? {}])) }
}

export function commentResource(comment: Comment): Record<string, unknown> {
  return {
    kind: 'youtube#comment', etag: 'e', id: comment.id,
    snippet: {
      channelId: own.id, videoId: comment.videoId, ...(comment.parentId === null ? {} : { parentId: comment.parentId }), textDisplay: comment.text, textOriginal: comment.text,
      authorDisplayName: comment.author.name, authorProfileImageUrl: 'https://yt3.ggpht.com/a.jpg', authorChannelUrl: `http://www.youtube.com/${comment.author.name}`, authorChannelId: { value: comment.author.id },
      canRate: true, viewerRating: 'none', likeCount: 0, publishedAt: exact(comment.publishedUtc), updatedAt: exact(comment.updatedUtc), ...(comment.moderation === 'published' ? {} : { moderationStatus: comment.moderation }),
    },
  }
}

/** At most five answers stand beside a thread. */
export function threadResource(top: Comment, channel: Channel, parts: readonly string[]): Record<string, unknown> {
  const answers = channel.comments.filter(one => one.parentId === top.id && one.moderation === 'published')
  return {
    kind: 'youtube#commentThread', etag: 'e', id: top.id,
    snippet: { channelId: own.id, videoId: top.videoId, topLevelComment: commentResource(top), canReply: true, totalReplyCount: answers.length, isPublic: true },
    ...(parts.includes('replies') && answers.length > 0 ? { replies: { comments: answers.slice(-5).map(commentResource) } } : {}),
  }
}

export function channelResource(channel: Channel, parts: readonly string[]): Record<string, unknown> {
  const all: Record<string, unknown> = {
    snippet: { title: own.title, description: 'Du pain, tous les jours.', customUrl: own.name, publishedAt: '2019-05-01T08:00:00Z', country: 'FR', thumbnails: { default: { url: 'https://yt3.ggpht.com/c.jpg', width: 88, height: 88 } }, localized: { title: own.title, description: '' } },
    statistics: { viewCount: '98765', subscriberCount: String(subscribers), hiddenSubscriberCount: false, videoCount: String(channel.videos().filter(({ status }) => status.privacyStatus === 'public').length) },
    contentDetails: { relatedPlaylists: { likes: '', uploads: uploadsId } },
    status: { privacyStatus: 'public', isLinked: true, longUploadsStatus: 'allowed', madeForKids: false },
  }
  return { kind: 'youtube#channel', etag: 'e', id: own.id, ...Object.fromEntries(parts.map(part => [part, all[part] ?? {}])) }
}
