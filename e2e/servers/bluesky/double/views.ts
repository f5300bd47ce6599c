import type { Repo, StoredRecord } from './repos.ts'

/** The network as one signed-in account sees it: profiles, posts with their counts, threads. */
export type World = { readonly viewer: string; readonly repos: readonly Repo[]; readonly muted: ReadonlySet<string>; readonly pdsUrl: string }

export const recordsOf = (world: World, collection: string): readonly StoredRecord[] => world.repos.flatMap(repo => repo.records.filter(record => record.collection === collection))
export const isoOf = (utc: number): string => new Date(utc).toISOString()
const didOf = (uri: string): string => uri.split('/')[2] ?? ''
export const subjectUri = (record: StoredRecord): string => typeof record.value.subject === 'object' ? record.value.subject.uri : record.value.subject ?? ''

export const findRepo = (world: World, actor: string): Repo | undefined => world.repos.find(repo => repo.did === actor || repo.handle === actor)
export const findPost = (world: World, uri: string): StoredRecord | undefined => recordsOf(world, 'app.bsky.feed.post').find(record => record.uri === uri)

const linkTo = (world: World, collection: string, from: string, to: string): string | undefined =>
  recordsOf(world, collection).find(record => record.did === from && subjectUri(record) === to)?.uri

export function profileOf(world: World, did: string): Record<string, unknown> {
  const repo = findRepo(world, did)
  const card = repo?.records.find(record => record.collection === 'app.bsky.actor.profile')?.value
  const follows = linkTo(world, 'app.bsky.graph.follow', world.viewer, did)
  const followed = linkTo(world, 'app.bsky.graph.follow', did, world.viewer)
  const blocking = linkTo(world, 'app.bsky.graph.block', world.viewer, did)
  return {
    did, handle: repo?.handle ?? 'handle.invalid', displayName: card?.displayName ?? '', labels: [],
    viewer: { muted: world.muted.has(did), blockedBy: false, ...(follows ? { following: follows } : {}), ...(followed ? { followedBy: followed } : {}), ...(blocking ? { blocking } : {}) },
  }
}

export function detailedProfileOf(world: World, did: string): Record<string, unknown> {
  const follows = recordsOf(world, 'app.bsky.graph.follow')
  return {
    ...profileOf(world, did),
    followersCount: follows.filter(record => subjectUri(record) === did).length,
    followsCount: follows.filter(record => record.did === did).length,
    postsCount: recordsOf(world, 'app.bsky.feed.post').filter(record => record.did === did).length,
  }
}

export function postViewOf(world: World, post: StoredRecord): Record<string, unknown> {
  const to = (collection: string): StoredRecord[] => recordsOf(world, collection).filter(record => subjectUri(record) === post.uri)
  const posts = recordsOf(world, 'app.bsky.feed.post')
  const [likes, reposts] = [to('app.bsky.feed.like'), to('app.bsky.feed.repost')]
  const like = likes.find(record => record.did === world.viewer)?.uri
  const repost = reposts.find(record => record.did === world.viewer)?.uri
  const embed = embedViewOf(world, post)
  return {
    uri: post.uri, cid: post.cid, author: profileOf(world, post.did), record: post.value, ...(embed ? { embed } : {}),
    replyCount: posts.filter(other => other.value.reply?.parent.uri === post.uri).length,
    repostCount: reposts.length, likeCount: likes.length, quoteCount: posts.filter(other => quotedUri(other) === post.uri).length,
    indexedAt: isoOf(post.indexedUtc), labels: [], viewer: { ...(like ? { like } : {}), ...(repost ? { repost } : {}) },
  }
}

type Json = Readonly<Record<string, unknown>>
// The casts in this file: records were written through a PDS that validated them against the lexicons.
export function quotedUri(post: StoredRecord): string | undefined {
  const { embed } = post.value
  if (embed?.$type === 'app.bsky.embed.record') return (embed['record'] as { uri: string }).uri
  if (embed?.$type === 'app.bsky.embed.recordWithMedia') return (embed['record'] as { record: { uri: string } }).record.uri
  return undefined
}

function embedViewOf(world: World, post: StoredRecord): Json | undefined {
  const { embed } = post.value
  const media = embed?.$type === 'app.bsky.embed.recordWithMedia' ? embed['media'] as Json : embed
  if (media?.['$type'] !== 'app.bsky.embed.images') return undefined
  const images = media['images'] as { image: { ref: { $link: string } }; alt: string; aspectRatio?: Json }[]
  return {
    $type: 'app.bsky.embed.images#view',
    images: images.map(({ image, alt, aspectRatio }) => {
      const address = `${world.pdsUrl}/xrpc/com.atproto.sync.getBlob?did=${post.did}&cid=${image.ref.$link}`
      return { thumb: address, fullsize: address, alt, ...(aspectRatio ? { aspectRatio } : {}) }
    }),
  }
}

const notFound = (uri: string): Json => ({ $type: 'app.bsky.feed.defs#notFoundPost', uri, notFound: true })

export function threadOf(world: World, uri: string): Json {
  const post = findPost(world, uri)
  if (!post) return notFound(uri)
  const parentUri = post.value.reply?.parent.uri
  return { ...downFrom(world, post), ...(parentUri === undefined ? {} : { parent: upFrom(world, parentUri) }) }
}
function upFrom(world: World, uri: string): Json {
  const post = findPost(world, uri)
  if (!post) return notFound(uri)
  const parentUri = post.value.reply?.parent.uri
  return { $type: 'app.bsky.feed.defs#threadViewPost', post: postViewOf(world, post), ...(parentUri === undefined ? {} : { parent: upFrom(world, parentUri) }) }
}
function downFrom(world: World, post: StoredRecord): Json {
  const replies = recordsOf(world, 'app.bsky.feed.post').filter(other => other.value.reply?.parent.uri === post.uri)
  return { $type: 'app.bsky.feed.defs#threadViewPost', post: postViewOf(world, post), replies: replies.map(reply => downFrom(world, reply)) }
}

/** What others did to the viewer, newest first, as app.bsky.notification.listNotifications gives it (without isRead). */
export function notificationsFor(world: World): readonly (Json & { readonly indexedUtc: number })[] {
  const found: (Json & { indexedUtc: number })[] = []
  const tell = (record: StoredRecord, reason: string, reasonSubject?: string): void => {
    found.push({ uri: record.uri, cid: record.cid, author: profileOf(world, record.did), reason, ...(reasonSubject === undefined ? {} : { reasonSubject }), record: record.value, labels: [], indexedUtc: record.indexedUtc })
  }
  for (const record of world.repos.flatMap(repo => repo.did === world.viewer || world.muted.has(repo.did) ? [] : repo.records)) {
    const { value } = record
    const aboutUs = didOf(subjectUri(record)) === world.viewer
    if (record.collection === 'app.bsky.feed.like' && aboutUs) tell(record, 'like', subjectUri(record))
    else if (record.collection === 'app.bsky.feed.repost' && aboutUs) tell(record, 'repost', subjectUri(record))
    else if (record.collection === 'app.bsky.graph.follow' && value.subject === world.viewer) tell(record, 'follow')
    else if (record.collection === 'app.bsky.feed.post') {
      const answered = value.reply && [value.reply.parent.uri, value.reply.root.uri].find(uri => didOf(uri) === world.viewer)
      const quoted = quotedUri(record)
      if (answered !== undefined) tell(record, 'reply', answered)
      else if (value.facets?.some(facet => facet.features.some(feature => feature.did === world.viewer))) tell(record, 'mention')
      else if (quoted !== undefined && didOf(quoted) === world.viewer) tell(record, 'quote', quoted)
    }
  }
  return found.sort((a, b) => b.indexedUtc - a.indexedUtc)
}
