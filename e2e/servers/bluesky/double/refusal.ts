/** An answer in XRPC's error form. */
export class XrpcRefusal extends Error {
  readonly status: 400 | 401 | 403 | 404
  readonly error: string
  constructor(status: 400 | 401 | 403 | 404, error: string, message: string) {
    super(message)
    this.status = status
    this.error = error
  }
}
