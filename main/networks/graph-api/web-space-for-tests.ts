import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { mediaHash } from '../../../preload/contract/ids.ts'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import { fail, ok } from '../../../preload/contract/result.ts'
import type { DoubleWorld } from '../double-harness.ts'
import type { Session } from '../network.ts'

const colours = ['#b33', '#3b3', '#33b']

/** For tests only, never bundled: an owner's web space on loopback, with three pictures and a video. What is asked for lies there under its hash. */
async function startWebSpace() {
  const pictures = await Promise.all(colours.map(async background => new Uint8Array(await sharp({ create: { width: 640, height: 480, channels: 3, background } }).jpeg().toBuffer())))
  // The beginning of an MP4, which is all that the double looks at.
  const film = new Uint8Array([0, 0, 0, 24, ...new TextEncoder().encode('ftypmp42'), ...new Uint8Array(2000)])
  const files = new Map([...pictures, film].map(bytes => [mediaHash.parse(createHash('sha256').update(bytes).digest('hex')), bytes]))
  const hashes = [...files.keys()]
  let isBroken = false
  const server = createServer((request, response) => {
    const bytes = files.get(mediaHash.parse((request.url ?? '').slice(1)))
    response.writeHead(bytes && !isBroken ? 200 : 404).end(isBroken ? undefined : bytes)
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo // the cast: it listens on TCP
  const use = (index: number): MediaUse => {
    const hash = hashes.at(index)
    const bytes = hash && files.get(hash)
    if (!hash || !bytes) throw new Error(`there are ${hashes.length} files`)
    const common = { hash, sizeBytes: bytes.byteLength, width: 640, height: 480 }
    return index < 0
      ? { ...common, kind: 'video', mime: 'video/mp4', name: 'film.mp4', durationMs: 5000, alt: 'Le four s’ouvre' }
      : { ...common, kind: 'image', mime: 'image/jpeg', name: `photo-${index}.jpg`, durationMs: null, alt: `Une vitrine, vue ${index + 1}` }
  }
  const read = ({ hash, name, mime, width, height }: MediaUse) => {
    const bytes = files.get(hash)
    return Promise.resolve(bytes ? ok({ bytes, mime, width, height }) : fail({ kind: 'media-missing', detail: name } as const))
  }
  const media: Session['media'] = { original: read, rendition: read, onTheWeb: async use => { const file = await read(use); return file.ok ? ok({ url: `http://127.0.0.1:${port}/${use.hash}`, mime: use.mime }) : file } }
  const stop = (): Promise<void> => new Promise(resolve => {
    server.close(() => { resolve() })
    server.closeAllConnections()
  })
  return { media, use, stop, spoil: () => { isBroken = true } }
}

/** A double's world whose files lie in a web space, and come out broken once that is asked for. */
export async function besideWebSpace<W extends DoubleWorld>(start: (web: { readonly media: Session['media'] }) => Promise<W>) {
  const web = await startWebSpace()
  const world = await start(web)
  return {
    ...world, picture: web.use(0), pictureAt: web.use, video: web.use(-1), breakWebSpace: web.spoil,
    async stop() {
      await world.stop()
      await web.stop()
    },
  }
}
