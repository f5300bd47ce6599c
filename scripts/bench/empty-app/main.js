// The least an app can be in this runtime: one window, one page of two lines served by its own scheme, as Comptoir's is.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { app, BrowserWindow, protocol } from 'electron'

const mimes = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' }
if (process.env.COMPTOIR_USER_DATA) app.setPath('userData', process.env.COMPTOIR_USER_DATA)
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
app.on('window-all-closed', () => app.quit())
void app.whenReady().then(() => {
  protocol.handle('app', async request => {
    const file = path.basename(new URL(request.url).pathname)
    const mime = mimes[path.extname(file)]
    if (mime === undefined) return new Response('', { status: 404 })
    return new Response(await readFile(path.join(import.meta.dirname, file)), { headers: { 'content-type': mime, 'content-security-policy': "default-src 'self'" } })
  })
  const window = new BrowserWindow({ show: false, width: 1280, height: 800, webPreferences: { sandbox: true, contextIsolation: true } })
  window.once('ready-to-show', () => window.show())
  void window.loadURL('app://empty/page.html')
})
