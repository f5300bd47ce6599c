// The smallest app that uses what the stand-in must do; standin.test.ts drives it through Playwright.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { app, BrowserWindow, clipboard, ipcMain, Menu, nativeTheme, Notification, protocol, session, shell } from 'electron'

const here = import.meta.dirname
app.setPath('userData', process.env.FIXTURE_USER_DATA)
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
if (!app.requestSingleInstanceLock({ from: 'second' })) app.exit(7)

const heard = []
let isQuitting = false
app.on('before-quit', () => (isQuitting = true))
void app.whenReady().then(start)

async function start() {
  Menu.setApplicationMenu(null)
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'clipboard-sanitized-write' || permission === 'clipboard-read'))
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission.startsWith('clipboard'))
  protocol.handle('app', async request => {
    const { host, pathname } = new URL(request.url)
    if (host !== 'fixture') return new Response('', { status: 404 })
    if (pathname === '/echo') return new Response(await request.arrayBuffer())
    if (pathname === '/favicon.ico') return new Response('', { status: 404 })
    return new Response(await readFile(path.join(here, pathname === '/' ? 'index.html' : pathname)), {
      headers: { 'content-type': 'text/html', 'content-security-policy': "default-src 'self'; script-src 'self' 'unsafe-eval'" },
    })
  })

  const window = new BrowserWindow({ show: false, width: 900, height: 600, webPreferences: { preload: path.join(here, 'preload.cjs') } })
  window.once('ready-to-show', () => window.show())
  window.on('close', event => {
    if (isQuitting) return
    event.preventDefault()
    window.hide()
  })
  window.webContents.setWindowOpenHandler(({ url }) => {
    heard.push(`open ${url}`)
    return { action: 'deny' }
  })
  window.webContents.on('will-navigate', (event, url) => {
    heard.push(`navigate ${url}`)
    event.preventDefault()
  })
  app.on('second-instance', (_event, argv, _cwd, data) => heard.push(`second ${argv.at(-1)} ${data.from}`))
  window.webContents.on('render-process-gone', () => heard.push('gone'))

  ipcMain.handle('echo', (event, value) => ({ value, from: event.senderFrame.origin, isOurs: event.sender === window.webContents }))
  ipcMain.handle('fail', () => {
    throw new TypeError('no good')
  })
  ipcMain.handle('heard', () => heard)
  ipcMain.handle('theme', (_event, source) => (nativeTheme.themeSource = source))
  ipcMain.handle('copy', async (_event, text) => (await clipboard.writeText(text), clipboard.readText()))
  ipcMain.handle('open', (_event, url) => shell.openExternal(url))
  ipcMain.on('notify', (event, title) => {
    const notification = new Notification({ title, body: 'Two new answers' })
    for (const kind of ['show', 'click', 'close', 'failed']) notification.on(kind, () => event.sender.send('notification', kind))
    notification.show()
  })
  await window.loadURL('app://fixture/')
}
