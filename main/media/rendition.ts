import type { Sharp } from 'sharp'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import { readPicture } from './read-picture.ts'

type Bytes = Uint8Array<ArrayBuffer>
export type Fit = { readonly maxBytes: number; readonly maxPixels: number | null; readonly mimes: readonly string[] }
export type Rendition = { readonly bytes: Bytes; readonly mime: string; readonly width: number; readonly height: number }
type Format = 'jpeg' | 'png' | 'webp' | 'gif'

export const thumbPixels = 320

export async function makeThumb(source: string | Uint8Array): Promise<Result<Bytes>> {
  try {
    const bytes = await readPicture(source).autoOrient().resize({ width: thumbPixels, height: thumbPixels, fit: 'inside', withoutEnlargement: true }).webp({ quality: 78 }).toBuffer()
    return ok(new Uint8Array(bytes))
  } catch (cause) {
    return fail({ kind: 'media-not-understood', detail: cause instanceof Error ? cause.message.slice(0, 300) : 'unreadable picture' })
  }
}

/** Steps from hardly visible to clearly smaller; the first that fits is taken. `quality` does nothing for png and gif. */
export const steps: readonly { readonly quality: number; readonly scale: number }[] = [
  { quality: 92, scale: 1 }, { quality: 85, scale: 1 }, { quality: 78, scale: 1 },
  { quality: 82, scale: 0.8 }, { quality: 80, scale: 0.64 }, { quality: 80, scale: 0.5 }, { quality: 78, scale: 0.36 }, { quality: 75, scale: 0.25 }, { quality: 70, scale: 0.15 }, { quality: 65, scale: 0.08 },
]

/**
 * The picture as it goes out: upright, in sRGB, without EXIF (place, camera, owner), within the limits. Always encoded anew,
 * because that is the certain way to leave everything else behind; only a moving picture that fits goes as it is.
 */
export async function makeRendition(original: Uint8Array<ArrayBuffer>, mime: string, fit: Fit): Promise<Result<Rendition>> {
  try {
    const { autoOrient: { width, height }, hasAlpha, pages = 1 } = await readPicture(original).metadata()
    const isFitting = (w: number, h: number, bytes: number): boolean => bytes <= fit.maxBytes && (fit.maxPixels === null || w * h <= fit.maxPixels)
    const moves = pages > 1 && fit.mimes.includes(mime) && (mime === 'image/gif' || mime === 'image/webp')
    if (moves && mime === 'image/gif' && isFitting(width, height, original.byteLength)) return ok({ bytes: original, mime, width, height })
    const most = fit.maxPixels === null ? 1 : Math.min(1, Math.sqrt(fit.maxPixels / (width * height)))
    const formats = formatsFor(mime, hasAlpha, moves, fit.mimes)
    if (formats.length === 0) return fail({ kind: 'media-not-understood', detail: `none of ${fit.mimes.join(', ')} can be made` })
    for (const format of formats) {
      for (const { quality, scale } of steps) {
        if (!hasQuality(format) && quality !== 92 && scale === 1) continue
        // A drawing or screenshot stays a png only at full size; smaller, it is better off as one of the others.
        if (format === 'png' && scale < 1 && fit.mimes.some(other => other === 'image/jpeg' || other === 'image/webp')) break
        const size = { width: Math.max(1, Math.floor(width * most * scale)), height: Math.max(1, Math.floor(height * most * scale)) }
        const made = await encode(readPicture(original, { animated: moves }).autoOrient().resize({ ...size, fit: 'fill', withoutEnlargement: true }), format, quality)
        if (isFitting(size.width, size.height, made.byteLength)) return ok({ bytes: made, mime: `image/${format}`, ...size })
      }
    }
    return fail({ kind: 'media-too-large', maxBytes: fit.maxBytes, sizeBytes: original.byteLength, detail: `${width} × ${height}` })
  } catch (cause) {
    return fail({ kind: 'media-not-understood', detail: cause instanceof Error ? cause.message.slice(0, 300) : 'unreadable picture' })
  }
}

/** Best first: what keeps movement, then transparency, then what looks best for the kind of picture. */
export function formatsFor(mime: string, hasAlpha: boolean, moves: boolean, allowed: readonly string[]): readonly Format[] {
  const wanted: Format[] = moves ? [mime === 'image/gif' ? 'gif' : 'webp', 'jpeg', 'png'] : mime === 'image/png' || hasAlpha ? ['png', 'webp', 'jpeg'] : ['jpeg', 'webp', 'png']
  return wanted.filter(format => allowed.includes(`image/${format}`))
}

const hasQuality = (format: Format): boolean => format === 'jpeg' || format === 'webp'

async function encode(picture: Sharp, format: Format, quality: number): Promise<Bytes> {
  switch (format) {
    // Where there was nothing behind a transparent picture there is white: a shop's page is.
    case 'jpeg': return new Uint8Array(await picture.flatten({ background: '#ffffff' }).jpeg({ quality, mozjpeg: true }).toBuffer())
    case 'webp': return new Uint8Array(await picture.webp({ quality }).toBuffer())
    case 'png': return new Uint8Array(await picture.png({ compressionLevel: 9 }).toBuffer())
    case 'gif': return new Uint8Array(await picture.gif().toBuffer())
  }
}
