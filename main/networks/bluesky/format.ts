import type { z } from 'zod'
import type { blob, StrongRef } from './entities.ts'

export type Facet = { readonly index: { readonly byteStart: number; readonly byteEnd: number }; readonly features: readonly FacetFeature[] }
export type FacetFeature =
  | { readonly $type: 'app.bsky.richtext.facet#link'; readonly uri: string }
  | { readonly $type: 'app.bsky.richtext.facet#mention'; readonly did: string }
  | { readonly $type: 'app.bsky.richtext.facet#tag'; readonly tag: string }

/**
 * What is a link, a mention or a tag in a text: the network links nothing by itself, so the sender says where, in UTF-8 bytes. Found as the
 * official library finds them. A mention of a handle that nobody has stays plain text. Links stay as written: the official app
 * shortens what is shown, but then people would read another text than the one the owner saw and counted.
 */
export async function facetsOf(text: string, resolveHandle: (handle: string) => Promise<string | null>): Promise<readonly Facet[]> {
  // Loaded when needed: it brings every lexicon along, which takes longer than our window may take to open.
  const { AppBskyRichtextFacet, RichText } = await import('@atproto/api')
  const rich = new RichText({ text })
  rich.detectFacetsWithoutResolution()
  const facets: Facet[] = []
  for (const { index, features } of rich.facets ?? []) {
    for (const feature of features) {
      const { byteStart, byteEnd } = index
      const place = { byteStart, byteEnd }
      if (AppBskyRichtextFacet.isLink(feature)) {
        if (URL.canParse(feature.uri)) facets.push({ index: place, features: [{ $type: 'app.bsky.richtext.facet#link', uri: feature.uri }] })
      } else if (AppBskyRichtextFacet.isTag(feature)) {
        facets.push({ index: place, features: [{ $type: 'app.bsky.richtext.facet#tag', tag: feature.tag }] })
      } else if (AppBskyRichtextFacet.isMention(feature)) {
        // Until it is resolved, the library keeps the handle in the place of the DID.
        const did = await resolveHandle(feature.did.toLowerCase())
        if (did !== null) facets.push({ index: place, features: [{ $type: 'app.bsky.richtext.facet#mention', did }] })
      }
    }
  }
  return facets
}

/** The first web address in a text: the one that gets a card. */
export function firstLink(facets: readonly Facet[]): string | null {
  for (const { features } of facets) for (const feature of features) if (feature.$type === 'app.bsky.richtext.facet#link') return feature.uri
  return null
}

type Blob = z.infer<typeof blob>
type Aspect = { readonly width: number; readonly height: number }
export type MediaEmbed =
  | { readonly $type: 'app.bsky.embed.images'; readonly images: readonly { readonly image: Blob; readonly alt: string; readonly aspectRatio: Aspect }[] }
  | { readonly $type: 'app.bsky.embed.video'; readonly video: Blob; readonly alt?: string; readonly aspectRatio?: Aspect }
  | { readonly $type: 'app.bsky.embed.external'; readonly external: { readonly uri: string; readonly title: string; readonly description: string; readonly thumb?: Blob } }
export type Embed =
  | MediaEmbed
  | { readonly $type: 'app.bsky.embed.record'; readonly record: StrongRef }
  | { readonly $type: 'app.bsky.embed.recordWithMedia'; readonly record: { readonly $type: 'app.bsky.embed.record'; readonly record: StrongRef }; readonly media: MediaEmbed }

/** A post has one place for all that is not text: media, a quote, or both in one. */
export function embedOf(media: MediaEmbed | null, quoted: StrongRef | null): Embed | null {
  if (quoted === null) return media
  const record = { $type: 'app.bsky.embed.record', record: quoted } as const
  return media === null ? record : { $type: 'app.bsky.embed.recordWithMedia', record, media }
}

export type PostRecord = {
  readonly $type: 'app.bsky.feed.post'
  readonly text: string
  readonly createdAt: string
  readonly facets?: readonly Facet[]
  readonly reply?: { readonly root: StrongRef; readonly parent: StrongRef }
  readonly embed?: Embed
  readonly langs?: readonly string[]
}

export function postRecordOf(post: { readonly text: string; readonly createdUtc: number; readonly facets: readonly Facet[]; readonly reply: PostRecord['reply'] | null; readonly embed: Embed | null; readonly language: string | null }): PostRecord {
  return {
    $type: 'app.bsky.feed.post', text: post.text, createdAt: new Date(post.createdUtc).toISOString(),
    ...(post.facets.length > 0 ? { facets: post.facets } : {}), ...(post.reply ? { reply: post.reply } : {}), ...(post.embed ? { embed: post.embed } : {}),
    ...(post.language === null ? {} : { langs: [post.language] }),
  }
}
