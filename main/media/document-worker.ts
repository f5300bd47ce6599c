import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PDFiumLibrary, type PDFiumDocument } from '@hyzyla/pdfium'
import { documentOrder, type DocumentAnswer, type DocumentOrder } from './document-order.ts'

// Opens one document and ends. In a thread of its own, since what is written in a PDF may keep its reader busy for as long as it likes.

/** The end of a whole PDF, after which some programs leave a little behind. */
const endMark = '%%EOF'
const endBytes = 4096

async function answer({ file, wasm, drawPx }: DocumentOrder): Promise<DocumentAnswer> {
  const bytes = readFileSync(file)
  if (!bytes.subarray(-endBytes).includes(endMark)) return { kind: 'unreadable', why: 'damaged', detail: 'the end is missing' }
  const library = await PDFiumLibrary.init({ wasmBinary: new Uint8Array(readFileSync(wasm)).buffer })
  let document: PDFiumDocument
  try {
    document = await library.loadDocument(bytes)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : 'unreadable document'
    // The library gives PDFium's error as a sentence of its own (2.1.13): FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY are these.
    return { kind: 'unreadable', why: /password|security/iu.test(detail) ? 'locked' : 'damaged', detail }
  }
  const pages = document.getPageCount()
  if (pages < 1) return { kind: 'unreadable', why: 'damaged', detail: 'no page in it' }
  const page = document.getPage(0)
  const { originalWidth, originalHeight } = page.getOriginalSize()
  if (!(originalWidth > 0 && originalHeight > 0)) return { kind: 'unreadable', why: 'damaged', detail: 'the first page has no size' }
  if (drawPx === null) return { kind: 'measured', pages, width: Math.round(originalWidth), height: Math.round(originalHeight) }
  const drawn = await page.render({ scale: Math.min(drawPx / originalWidth, drawPx / originalHeight) })
  return { kind: 'drawn', rgba: drawn.data, width: drawn.width, height: drawn.height }
}

parentPort?.postMessage(await answer(documentOrder.parse(workerData)))
