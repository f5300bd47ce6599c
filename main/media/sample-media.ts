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

/** A document of so many pages, each 300 × 400 points with a red leaf on it; locked: encrypted with a password that nobody knows. */
export function samplePdf({ pages = 3, isLocked = false }: { readonly pages?: number; readonly isLocked?: boolean } = {}): Uint8Array<ArrayBuffer> {
  const drawing = '0.7 0.2 0.2 rg 50 50 200 300 re f'
  const leaves = Array.from({ length: pages }, (_, page) => [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents ${4 + page * 2} 0 R /Resources << >> >>`,
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
  ]).flat()
  const kids = Array.from({ length: pages }, (_, page) => `${3 + page * 2} 0 R`).join(' ')
  const lock = isLocked ? [`<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${'5c'.repeat(32)}> /U <${'a7'.repeat(32)}> >>`] : []
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`, ...leaves, ...lock]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const encryption = isLocked ? ` /Encrypt ${objects.length} 0 R /ID [<${'0f'.repeat(16)}> <${'0f'.repeat(16)}>]` : ''
  const table = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R${encryption} >>\nstartxref\n${text.length}\n%%EOF\n`
  return new Uint8Array(Buffer.from(text, 'latin1'))
}
