import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import sharp from 'sharp'
import type { MediaFacts } from '../../preload/contract/drafts.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import { documentAnswer, type DocumentAnswer, type DocumentOrder } from './document-order.ts'
import { thumbPixels } from './rendition.ts'

/** Longer than any leaflet takes; what takes longer was made to. */
const longestMs = 20_000

/** Pages, and the size of the first one in points. What opens with a password only, or not at all, is refused. */
export async function readDocument(file: string): Promise<Result<Pick<MediaFacts, 'width' | 'height'> & { readonly pages: number }>> {
  const answer = await ask(file, null)
  if (answer.kind === 'measured') return ok({ pages: answer.pages, width: answer.width, height: answer.height })
  return unreadable(answer)
}

/** The first page as a small webp, on white paper. */
export async function drawFirstPage(file: string): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const answer = await ask(file, thumbPixels)
  if (answer.kind !== 'drawn') return unreadable(answer)
  const { rgba, width, height } = answer
  return ok(new Uint8Array(await sharp(rgba, { raw: { width, height, channels: 4 } }).flatten({ background: '#ffffff' }).webp({ quality: 78 }).toBuffer()))
}

const unreadable = (answer: DocumentAnswer): Result<never> =>
  fail({ kind: 'document-unreadable', why: answer.kind === 'unreadable' ? answer.why : 'damaged', detail: answer.kind === 'unreadable' ? answer.detail.slice(0, 300) : 'the document could not be drawn' })

// From source beside this file; in the built app beside all of main, as build.mjs lays them.
const isBuilt = !import.meta.url.endsWith('.ts')
const worker = new URL(isBuilt ? './document-worker.js' : './document-worker.ts', import.meta.url)
const wasm = (): string => (isBuilt ? fileURLToPath(new URL('./pdfium.wasm', import.meta.url)) : createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'))

async function ask(file: string, drawPx: number | null): Promise<DocumentAnswer> {
  const thread = new Worker(worker, { workerData: { file, wasm: wasm(), drawPx } satisfies DocumentOrder })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<DocumentAnswer>((resolve, reject) => {
      timer = setTimeout(() => { resolve({ kind: 'unreadable', why: 'damaged', detail: 'it took too long to read' }) }, longestMs)
      thread.once('message', told => { resolve(documentAnswer.parse(told)) })
      thread.once('error', reject)
      thread.once('exit', code => { reject(new Error(`the reader of documents ended with ${code}`)) })
    })
  } catch (cause) {
    // PDFium gave up on what it read, or ran out of memory: this document cannot be read here.
    return { kind: 'unreadable', why: 'damaged', detail: cause instanceof Error ? cause.message : 'the reader ended' }
  } finally {
    clearTimeout(timer)
    await thread.terminate()
  }
}
