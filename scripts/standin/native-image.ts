import { existsSync, readFileSync } from 'node:fs'
import { onlyCovered } from './covered.ts'

export type NativeImage = ReturnType<typeof makeImage>

/** Keeps the bytes; nothing here draws them. */
function makeImage(bytes: Buffer) {
  const image = {
    isEmpty: () => bytes.length === 0,
    toPNG: () => bytes,
    setTemplateImage: () => {},
    isTemplateImage: () => false,
    resize: () => image,
  }
  return onlyCovered('NativeImage', image)
}

export const nativeImage = onlyCovered('nativeImage', {
  createEmpty: () => makeImage(Buffer.alloc(0)),
  createFromPath: (path: string) => makeImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (bytes: Buffer) => makeImage(bytes),
  createFromDataURL: (url: string) => makeImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
})
