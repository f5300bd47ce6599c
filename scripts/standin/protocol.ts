import { onlyCovered } from './covered.ts'
import { requireChromium, runtime } from './runtime.ts'

// A custom scheme `app://comptoir/x` is served as `http://comptoir.app.localhost/x`: Chromium takes *.localhost for a secure
// context, and DevTools' Fetch answers each request, so that there is neither a server nor a name to resolve.

type Handler = (request: GlobalRequest) => GlobalResponse | Promise<GlobalResponse>
const privileged = new Map<string, Electron.Privileges>()
const handlers = new Map<string, Handler>()

/** `app://comptoir/x` → `http://comptoir.app.localhost/x`; other URLs unchanged. */
export function toPageUrl(url: string): string {
  const found = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url)
  if (found === null || !isCustom(found[1] ?? '')) return url
  return `http://${found[2] ?? ''}.${(found[1] ?? '').toLowerCase()}.localhost${found[3] === '' ? '/' : (found[3] ?? '')}`
}

/** `http://comptoir.app.localhost/x` → `app://comptoir/x`; other URLs unchanged. */
export function toAppUrl(url: string): string {
  const found = /^http:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.localhost(?::80)?(\/.*)?$/is.exec(url)
  return found !== null && isCustom(found[2] ?? '') ? `${found[2] ?? ''}://${found[1] ?? ''}${found[3] ?? '/'}` : url
}

function isCustom(scheme: string): boolean {
  return privileged.has(scheme.toLowerCase()) || handlers.has(scheme.toLowerCase())
}

type Paused = {
  requestId: string
  frameId: string
  resourceType: string
  request: { url: string; method: string; headers: Record<string, string>; hasPostData?: boolean; postDataEntries?: { bytes?: string }[] }
}

/** Starts answering: our schemes from their handlers, documents after the app had a chance to refuse them, all else from the network. */
export async function startServing(): Promise<void> {
  const { devTools } = requireChromium()
  devTools.onEvent(({ method, params, sessionId }) => {
    if (method === 'Fetch.requestPaused' && sessionId === undefined) {
      answer(params as Paused).catch((error: unknown) => {
        if (!runtime.isQuitting) console.error('Electron stand-in: a request was not answered:', error)
      })
    }
  })
  await devTools.send('Fetch.enable', {
    patterns: [...[...privileged.keys()].map(scheme => ({ urlPattern: `http://*.${scheme}.localhost/*` })), { urlPattern: '*', resourceType: 'Document' }],
  })
}

async function answer(paused: Paused): Promise<void> {
  const { devTools } = requireChromium()
  const { requestId, request } = paused
  if (paused.resourceType === 'Document') {
    const contents = [...runtime.contents.values()].find(one => one.targetId === paused.frameId)
    const isForeign = runtime.contents.size > 0 && contents === undefined && !(await isFrameOfOurs(paused.frameId))
    if (isForeign || contents?.allowsNavigation(toAppUrl(request.url)) === false) {
      await devTools.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      return
    }
  }
  const url = toAppUrl(request.url)
  const handler = handlers.get(new URL(url).protocol.slice(0, -1))
  if (handler === undefined) {
    await devTools.send('Fetch.continueRequest', { requestId })
    return
  }
  let response: GlobalResponse
  try {
    const body = Buffer.concat((request.postDataEntries ?? []).map(entry => Buffer.from(entry.bytes ?? '', 'base64')))
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, /^(origin|referer)$/i.test(name) ? toAppUrl(value) : value]))
    response = await handler(new Request(url, { method: request.method, headers, ...(body.length === 0 ? {} : { body }) }))
  } catch (error) {
    console.error(`Electron stand-in: the handler of ${url} threw:`, error)
    await devTools.send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
    return
  }
  const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value: name === 'content-security-policy' ? toPagePolicy(value) : value }))
  await devTools.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders,
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  })
}

/** A page opened by nobody we know (a pop-up on its way) has no frame in any of our windows. */
async function isFrameOfOurs(frameId: string): Promise<boolean> {
  for (const contents of runtime.contents.values()) if (await contents.hasFrame(frameId)) return true
  return false
}

/** In a policy, `app:` means the pages under `http://*.app.localhost`. */
function toPagePolicy(policy: string): string {
  let text = policy
  for (const scheme of privileged.keys()) {
    text = text.replace(new RegExp(`(?<=\\s)${scheme}://([^\\s;/]+)`, 'g'), `http://$1.${scheme}.localhost`).replace(new RegExp(`(?<=\\s)${scheme}:(?=[\\s;]|$)`, 'g'), `http://*.${scheme}.localhost`)
  }
  return text
}

export const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'> = onlyCovered('protocol', {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]) {
    for (const { scheme, privileges } of schemes) privileged.set(scheme.toLowerCase(), privileges ?? {})
  },
  handle(scheme: string, handler: Handler) {
    if (!privileged.has(scheme)) throw new Error(`Electron stand-in: '${scheme}' must first be named in registerSchemesAsPrivileged`)
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
  unhandle: (scheme: string) => void handlers.delete(scheme),
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
})
