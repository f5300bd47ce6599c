import { mkdir, open as openFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import * as z from 'zod'
import { field, forUser, invalid, json, notFound, open, readInput, refuse, type Answer, type Checked, type Route, type UploadedFile, type UserCall } from './call.ts'
import { limits, mimeTypes } from './limits.ts'
import { countCharacters } from './read-text.ts'
import { mediaEntity } from './render-media.ts'
import type { MediaRow } from './rows.ts'
import type { World } from './world.ts'

const focusText = z.string().regex(/^-?(0(\.\d+)?|1(\.0+)?|\.\d+),-?(0(\.\d+)?|1(\.0+)?|\.\d+)$/)
const mediaInput = z.object({ description: field.text, focus: focusText.nullish() })

export const mediaRoutes: readonly Route[] = [
  forUser('POST', '/api/v2/media', ['write:media'], upload),
  // The old address waits for the processing; here it simply says it is over.
  forUser('POST', '/api/v1/media', ['write:media'], async (call) => {
    const answer = await upload({ ...call, world: { ...call.world, processingMs: 0 } })
    return answer.status === 202 ? { ...answer, status: 200 } : answer
  }),
  forUser('GET', '/api/v1/media/:id', ['write:media'], (call) => {
    const row = ownMedia(call)
    return row ? json(mediaEntity(call.world, row), row.ready_at > call.world.now() ? 206 : 200) : notFound()
  }),
  forUser('PUT', '/api/v1/media/:id', ['write:media'], (call) => {
    const row = ownMedia(call)
    if (!row || row.status_id !== null) return notFound()
    const read = readInput(call, mediaInput)
    if (!read.ok) return read.answer
    if (isTooLong(read.value.description)) return descriptionTooLong()
    const { store } = call.world
    const { description, focus } = read.value
    store.change('update media set description = coalesce(?, description), focus = coalesce(?, focus) where id = ?', description ?? null, focus ?? null, row.id)
    return json(mediaEntity(call.world, ownMedia(call) ?? row))
  }),
  forUser('DELETE', '/api/v1/media/:id', ['write:media'], async (call) => {
    const row = ownMedia(call)
    if (!row) return notFound()
    if (row.status_id !== null || row.scheduled_id !== null) return refuse(422, 'Media attachment is currently used by a status')
    call.world.store.change('delete from media where id = ?', row.id)
    await rm(fileOf(call.world, row), { force: true })
    return json({})
  }),
  open('GET', '/media/:id/:file', [], async (call) => {
    const row = call.world.store.get<MediaRow>('select * from media where id = ? and file = ?', call.params['id'] ?? '', call.params['file'] ?? '')
    if (!row) return notFound()
    const bytes = await readFile(fileOf(call.world, row))
    return { status: 200, headers: { 'content-type': row.mime, 'cache-control': 'max-age=31536000, immutable', 'content-security-policy': "default-src 'none'" }, body: bytes }
  }),
]

const fileOf = (world: World, row: { readonly file: string }): string => join(world.store.folder, 'media', row.file)
const isTooLong = (description: string | undefined): boolean => countCharacters(description ?? '') > limits.descriptionCharacters
const descriptionTooLong = (): Answer => invalid(`Description is too long (maximum is ${limits.descriptionCharacters} characters)`)

function ownMedia(call: UserCall): MediaRow | undefined {
  return call.world.store.get<MediaRow>('select * from media where id = ? and account_id = ?', call.params['id'] ?? '', call.viewer.id)
}

async function upload(call: UserCall): Promise<Answer> {
  const { world, viewer } = call
  const file = call.files.get('file')
  if (!file || file.bytes.length === 0) return invalid("File can't be blank")
  const read = readInput(call, mediaInput)
  if (!read.ok) return read.answer
  if (isTooLong(read.value.description)) return descriptionTooLong()
  const judged = await judgeFile(file)
  if (!judged.ok) return judged.answer
  const { type, mime, extension, width, height } = judged.value
  const id = world.store.nextId(world.now())
  const name = `${id}.${extension}`
  await keep(fileOf(world, { file: name }), file.bytes)
  const readyAt = type === 'image' ? world.now() : world.now() + world.processingMs
  world.store.insert(
    'insert into media (id, account_id, type, mime, file, size_bytes, width, height, description, focus, ready_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    id, viewer.id, type, mime, name, file.bytes.length, width, height, read.value.description ?? null, read.value.focus ?? null, readyAt,
  )
  const row = world.store.get<MediaRow>('select * from media where id = ?', id)
  if (!row) throw new Error('an upload was kept and cannot be read back')
  return json(mediaEntity(world, row), type === 'image' ? 200 : 202)
}

async function keep(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  const handle = await openFile(path, 'wx')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const no = (answer: Answer): Checked<Judged> => ({ ok: false, answer })

type Judged = { type: MediaRow['type']; mime: string; extension: string; width: number; height: number }

/** Believes the bytes, not the name nor the announced type. */
async function judgeFile(file: UploadedFile): Promise<Checked<Judged>> {
  const found = await fileTypeFromBuffer(file.bytes)
  if (!found) return no(invalid('File content type is invalid, File is invalid'))
  const { mime }: { mime: string } = found
  if (mimeTypes.image.includes(mime) || mime === 'image/apng') {
    if (file.bytes.length > limits.imageBytes) return no(invalid('File file size must be less than 16 MB'))
    const size = await measure(file.bytes)
    if (!size) return no(refuse(422, 'File type of uploaded media could not be verified'))
    if (size.width * size.height > limits.imagePixels) return no(refuse(422, `${size.width}x${size.height} images are not supported`))
    return { ok: true, value: { type: size.isAnimated && mime === 'image/gif' ? 'gifv' : 'image', mime, extension: found.ext, ...size } }
  }
  const isVideo = mimeTypes.video.includes(mime) || mime === 'application/ogg'
  if (!isVideo && !mimeTypes.audio.includes(mime)) return no(invalid('File content type is invalid, File is invalid'))
  if (file.bytes.length > limits.videoBytes) return no(invalid('File file size must be less than 99 MB'))
  return { ok: true, value: { type: isVideo ? 'video' : 'audio', mime, extension: found.ext, width: isVideo ? 1280 : 0, height: isVideo ? 720 : 0 } }
}

async function measure(bytes: Uint8Array): Promise<{ width: number; height: number; isAnimated: boolean } | undefined> {
  // Loaded at the first picture: it brings a native library along.
  const { default: sharp } = await import('sharp')
  try {
    const { width, height, pages } = await sharp(bytes, { failOn: 'error' }).metadata()
    return { width, height, isAnimated: (pages ?? 1) > 1 }
  } catch {
    return undefined // sharp throws exactly when the picture cannot be read
  }
}
