import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output, WebMOutputFormat } from 'mediabunny'
import sharp from 'sharp'

// Pictures and films for tests, made here so that no file of unknown origin lies in the repository.

type Wanted = {
  readonly width?: number; readonly height?: number; readonly format?: 'jpeg' | 'png' | 'webp' | 'tiff' | 'avif'
  readonly isNoise?: boolean; readonly withPlace?: boolean; readonly orientation?: number; readonly alpha?: boolean
}

export async function samplePicture({ width = 400, height = 300, format = 'jpeg', isNoise = false, withPlace = false, orientation = 1, alpha = false }: Wanted = {}): Promise<Uint8Array<ArrayBuffer>> {
  let picture = isNoise
    ? sharp(noise(width, height), { raw: { width, height, channels: 3 } })
    : sharp({ create: { width, height, channels: alpha ? 4 : 3, background: { r: 31, g: 111, b: 84, alpha: alpha ? 0.5 : 1 } } })
  if (withPlace) picture = picture.withExif({ IFD0: { Make: 'Camera of the owner' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 24/1', GPSLongitudeRef: 'E', GPSLongitude: '2/1 21/1 3/1' } })
  if (orientation !== 1) picture = picture.withMetadata({ orientation })
  return new Uint8Array(await picture.toFormat(format, { quality: 90 }).toBuffer())
}

/** Same bytes each time; compresses badly, as a photograph of leaves does. */
function noise(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(width * height * 3)
  let seed = 12_345
  for (let at = 0; at < bytes.length; at++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    bytes[at] = seed >>> 24
  }
  return bytes
}

export async function sampleMovingGif(side = 40, frames = 4): Promise<Uint8Array<ArrayBuffer>> {
  const pixels = new Uint8Array(side * side * frames * 3).map((_, at) => (Math.floor(at / (side * side * 3)) * 60 + at % 7) % 256)
  const gif = sharp(pixels, { raw: { width: side, height: side * frames, channels: 3, pageHeight: side } }).gif({ delay: Array.from({ length: frames }, () => 100) })
  return new Uint8Array(await gif.toBuffer())
}

/** A film as far as its container goes: 64 × 48, twenty pictures of 100 ms; WebM does not say how long the last one stays, so 1.9 s. */
export async function sampleVideo(): Promise<Uint8Array<ArrayBuffer>> {
  const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() })
  const track = new EncodedVideoPacketSource('vp8')
  output.addVideoTrack(track)
  await output.start()
  const config = { decoderConfig: { codec: 'vp8', codedWidth: 64, codedHeight: 48 } }
  for (let frame = 0; frame < 20; frame++) await track.add(new EncodedPacket(new Uint8Array([16, 0, 0, 0x9d, 0x01, 0x2a, 64, 0, 48, 0]), 'key', frame / 10, 0.1), config)
  await output.finalize()
  return new Uint8Array(output.target.buffer ?? new ArrayBuffer())
}

/** An upright film as telephones make them, as far as its container goes: 1080 × 1920, five seconds. */
export async function sampleUprightVideo(): Promise<Uint8Array<ArrayBuffer>> {
  const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() })
  const track = new EncodedVideoPacketSource('vp9')
  output.addVideoTrack(track)
  await output.start()
  const config = { decoderConfig: { codec: 'vp09.00.10.08', codedWidth: 1080, codedHeight: 1920 } }
  for (let frame = 0; frame < 50; frame++) await track.add(new EncodedPacket(new Uint8Array([0x82, 0x49, 0x83, 0x42, 0, frame]), 'key', frame / 10, 0.1), config)
  await output.finalize()
  return new Uint8Array(output.target.buffer ?? new ArrayBuffer())
}
