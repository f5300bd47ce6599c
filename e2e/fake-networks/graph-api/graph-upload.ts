/** `rupload.facebook.com`: one file under an id given before; what was broken off goes on from the place where it ended. */
export type GraphUpload = { readonly id: string; readonly owner: string; size: number | null; received: number; head: Uint8Array }

export type UploadAnswer = { readonly status: number; readonly json: unknown }

const failed = (status: number, type: string, message: string, retriable: boolean): UploadAnswer => ({ status, json: { debug_info: { retriable, type, message } } })

/** Takes the file, or its rest, as strictly as the network: right offset, size named and kept, bytes there. */
export function receivePiece(upload: GraphUpload, headers: Headers, bytes: Uint8Array): UploadAnswer {
  const offset = Number(headers.get('offset') ?? NaN)
  const size = Number(headers.get('file_size') ?? NaN)
  if (!Number.isSafeInteger(offset)) return failed(400, 'OffsetInvalidError', 'Offset header is missing or is no number', false)
  if (!Number.isSafeInteger(size) || size <= 0) return failed(400, 'PartialRequestError', 'file_size header is missing or is no number', false)
  if (upload.size !== null && upload.size !== size) return failed(400, 'PartialRequestError', 'file_size differs from what was said before', false)
  if (offset !== upload.received) return failed(400, 'OffsetInvalidError', `Request starts at ${offset}, ${upload.received} was expected`, true)
  if (bytes.byteLength === 0 || offset + bytes.byteLength > size) return failed(400, 'PartialRequestError', 'Partial request (did not match length of file)', true)
  upload.size = size
  if (offset === 0) upload.head = bytes.slice(0, 16)
  upload.received += bytes.byteLength
  // What came stays; the rest is expected from there.
  return upload.received === size ? { status: 200, json: { success: true } } : failed(400, 'PartialRequestError', 'Partial request (did not match length of file)', true)
}
export const isWhole = ({ size, received }: GraphUpload): boolean => size !== null && received === size
