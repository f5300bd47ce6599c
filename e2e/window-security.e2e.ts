import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { connectOutside } from './contract.ts'
import { expect, test } from './fixtures.ts'
import { goTo, lookAround } from './pages/counter.ts'
import { startOutsideServer } from './servers/outside-server.ts'

/** A stranger's server that notes who comes. */
async function startStranger() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*')
    response.end('<h1>A stranger</h1>')
  })
  server.listen(0, '127.0.0.1')
  await new Promise(resolve => { server.once('listening', resolve) })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close: () => { server.closeAllConnections(); server.close() } } // the cast: it listens on TCP
}

// Electron's own checklist (electronjs.org/docs/latest/tutorial/security), as a script that got into the page would find it.
test('a script that got into the page finds nothing of this computer, loads nothing, leads nowhere', async ({ comptoir }) => {
  const { page, app } = comptoir
  const stranger = await startStranger()
  try {
    await lookAround(page)

    await test.step('no Node, a counter that cannot be changed', async () => {
      expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'ipcRenderer', 'electron'].filter(name => name in globalThis))).toEqual([])
      expect(await page.evaluate(() => {
        const before = window.comptoir.system.state
        const tries = [
          () => { Reflect.set(window, 'comptoir', {}) }, () => { Reflect.deleteProperty(window, 'comptoir') }, () => { Reflect.set(window.comptoir, 'system', {}) },
          () => { Reflect.set(window.comptoir.system, 'state', () => 'mine') }, () => { Reflect.set(window.comptoir.accounts, 'steal', 1) }, () => { Object.defineProperty(window.comptoir, 'log', { value: 1 }) },
        ]
        for (const attempt of tries) try { attempt() } catch { /* refused, as it should be */ }
        return { isSame: window.comptoir.system.state === before, topics: Object.keys(window.comptoir).sort(), accounts: Object.keys(window.comptoir.accounts).includes('steal') }
      })).toEqual({ isSame: true, topics: ['accounts', 'backups', 'log', 'media', 'on', 'outbox', 'reading', 'system', 'webSpace'], accounts: false })
    })

    await test.step('what the page does to its own prototypes does not reach the other side', async () => {
      expect(await page.evaluate(async () => {
        const caught: string[] = []
        const proto = Object.prototype as unknown as Record<string, unknown> // the cast: this is the attack
        const { call } = Function.prototype
        Object.defineProperty(proto, 'sender', { configurable: true, get() { caught.push('sender'); return undefined } })
        Object.defineProperty(proto, 'ipcRenderer', { configurable: true, set(value: unknown) { caught.push(`ipcRenderer ${typeof value}`) } })
        proto['topic'] = 'polluted'
        // The cast: an attack fits no type.
        Reflect.set(Function.prototype, 'call', function spy(this: unknown, ...given: unknown[]) { caught.push(String(given[0])); return Reflect.apply(this as () => unknown, given[0], given.slice(1)) })
        const answer = await window.comptoir.system.settings()
        Reflect.set(Function.prototype, 'call', call)
        delete proto['sender']
        delete proto['ipcRenderer']
        delete proto['topic']
        return { isOk: answer.ok, leaked: caught.filter(text => /ipc|electron|native/i.test(text)) }
      })).toEqual({ isOk: true, leaked: [] })
    })

    await test.step('no inline script, no eval, nothing from elsewhere', async () => {
      const refused = await page.evaluate(async stranger => {
        const violated: string[] = []
        document.addEventListener('securitypolicyviolation', event => { violated.push(event.effectiveDirective) })
        const marks = window as unknown as { ran?: string[] } // the cast: a mark of this test
        marks.ran = []
        const script = document.createElement('script')
        script.textContent = 'window.ran.push("inline")'
        const remote = document.createElement('script')
        remote.src = `${stranger}/script.js`
        const picture = document.createElement('img')
        picture.src = `${stranger}/pixel.png`
        picture.setAttribute('onerror', 'window.ran.push("onerror")')
        const frame = document.createElement('iframe')
        frame.src = `${stranger}/frame`
        const style = document.createElement('link')
        style.rel = 'stylesheet'
        style.href = `${stranger}/style.css`
        const made = [script, remote, picture, frame, style]
        document.body.append(...made)
        const attempts = await Promise.all([
          fetch(`${stranger}/fetch`, { mode: 'no-cors' }).then(() => 'fetched', () => 'refused'),
          new Promise(resolve => { const socket = new WebSocket(stranger.replace('http', 'ws')); socket.onopen = () => { resolve('connected') }; socket.onerror = () => { resolve('refused') } }).catch(() => 'refused'),
          import(/* @vite-ignore */ `${stranger}/module.js`).then(() => 'imported', () => 'refused'),
          import(/* @vite-ignore */ String('data:text/javascript,window.ran.push("data")')).then(() => 'imported', () => 'refused'),
        ])
        const worker = await new Promise(resolve => {
          try {
            const made = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'], { type: 'text/javascript' })))
            made.onmessage = () => { resolve('ran') }
            made.onerror = () => { resolve('refused') }
          } catch { resolve('refused') }
        })
        try { Reflect.apply(Reflect.construct(Function, ['window.ran.push("function")']) as () => void, undefined, []) } catch { /* refused, as it should be */ }
        navigator.sendBeacon(`${stranger}/beacon`, 'x')
        await new Promise(resolve => { setTimeout(resolve, 300) })
        for (const element of made) element.remove()
        return { ran: marks.ran, attempts, worker, violated: [...new Set(violated)].sort() }
      }, stranger.url)
      expect(refused).toMatchObject({ ran: [], attempts: ['refused', 'refused', 'refused', 'refused'], worker: 'refused' })
      expect(refused.violated).toEqual(expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'script-src-elem', 'style-src-elem']))
      expect(stranger.asked).toEqual([])
    })

    await test.step('the page stays where it is, and opens no other', async () => {
      const address = page.url()
      const windows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
      const before = await windows()
      await page.evaluate(stranger => {
        window.open(`${stranger}/popup`)
        window.open('file:///etc/passwd')
        const link = document.createElement('a')
        link.href = `${stranger}/link`
        link.target = '_blank'
        document.body.append(link)
        link.click()
        link.remove()
        location.href = `${stranger}/navigated`
      }, stranger.url).catch(() => undefined) // a page that navigates has no answer
      await page.waitForTimeout(500)
      for (const url of ['file:///etc/passwd', 'data:text/html,hello', 'javascript:document.write("gone")']) await page.evaluate(to => { location.href = to }, url).catch(() => undefined)
      await page.waitForTimeout(300)
      expect(page.url()).toBe(address)
      await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible()
      expect(await windows()).toBe(before)
      expect(stranger.asked).toEqual([])
      expect(await comptoir.openedUrls()).toEqual([]) // plain http of a stranger is not even opened outside
    })

    await test.step('no camera, no place, no notification of its own, no files, no devices', async () => {
      expect(await page.evaluate(async () => {
        const states = await Promise.all(['camera', 'microphone', 'geolocation', 'notifications', 'midi', 'clipboard-read'].map(async name => {
          const status = await navigator.permissions.query({ name: name as PermissionName }).catch(() => null) // the cast: newer names than the types know
          return status?.state === 'granted' ? name : null
        }))
        const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'microphone', () => null)
        const place = await new Promise(resolve => { navigator.geolocation.getCurrentPosition(() => { resolve('place') }, () => { resolve(null) }, { timeout: 2000 }) })
        const notification = await Notification.requestPermission()
        return [...states, media, place, notification === 'granted' ? 'notification' : null].filter(one => one !== null)
      })).toEqual([])
    })

    await test.step('only the app’s own files, with its headers; nothing beside them', async () => {
      const seen = await page.evaluate(async () => {
        const ask = async (to: string, options: RequestInit = {}) => { const answer = await fetch(to, options).catch(() => null); return answer?.status ?? 0 }
        const page = await fetch('/index.html')
        return {
          policy: page.headers.get('content-security-policy'), sniff: page.headers.get('x-content-type-options'), referrer: page.headers.get('referrer-policy'),
          others: await Promise.all([ask('/../package.json'), ask('/..%2f..%2fpackage.json'), ask('/%2e%2e/%2e%2e/package.json'), ask('/media/../../journal.sqlite'), ask('/media/nothing'), ask('/index.html', { method: 'POST' }), ask('file:///etc/passwd'), ask('/..\\..\\package.json')]),
        }
      })
      expect(seen).toMatchObject({ sniff: 'nosniff', referrer: 'no-referrer' })
      expect(seen.policy).toContain("default-src 'none'")
      expect(seen.policy).toContain("script-src 'self'")
      expect(seen.policy).not.toContain('unsafe-eval')
      expect(seen.others.every(status => status === 404 || status === 405 || status === 403 || status === 0), String(seen.others)).toBe(true)
    })
  } finally {
    stranger.close()
  }
})

test('the door refuses unknown calls and what does not fit, logs it without what was written, and goes on', async ({ comptoir }) => {
  const { page } = comptoir
  const answers = await page.evaluate(async () => {
    const ask = window.comptoir as unknown as Record<string, Record<string, (input?: unknown) => Promise<{ ok: boolean; failure?: { kind: string } }>>> // the cast: a script in the page knows no types
    const bad: [string, string, unknown][] = [
      ['accounts', 'disconnect', { id: 7 }], ['accounts', 'connect', { network: 'mastodon', way: 'browser', server: { toString: 'x' } }], ['accounts', 'check', '../../etc'.repeat(200)],
      ['outbox', 'put', [{ id: 'x', act: { kind: 'publish', content: 'secret words of a person' } }]], ['outbox', 'put', Array.from({ length: 10 }, () => null)], ['outbox', 'decide', { id: 'x', choice: 'rm -rf' }],
      ['log', 'after', { cursor: -1, limit: 1e9 }], ['log', 'acknowledge', 'all'], ['media', 'add', { name: '../../evil.png', bytes: 'text' }], ['system', 'openLink', 'file:///etc/passwd'], ['system', 'openLink', 'javascript:alert(1)'],
      ['system', 'openLink', 'smb://server/share'], ['system', 'openLink', 7], ['system', 'change', { language: 'klingon' }], ['reading', 'linkPreview', { url: 'file:///etc/passwd' }], ['system', 'reportTrouble', { message: 7 }],
    ]
    return Promise.all(bad.map(async ([topic, call, input]) => {
      const answer = await ask[topic]?.[call]?.(input).catch((error: unknown) => ({ ok: false, failure: { kind: `thrown ${String(error)}` } }))
      return { what: `${topic}.${call}`, isOk: answer?.ok, kind: answer?.failure?.kind }
    }))
  })
  for (const answer of answers) expect.soft(answer, answer.what).toMatchObject({ isOk: false, kind: 'bad-input' })
  expect(await comptoir.openedUrls()).toEqual([])
  expect(await page.evaluate(() => window.comptoir.system.state())).toMatchObject({ ok: true })
  const log = await readFile(path.join(comptoir.userData, 'logs', (await readdir(path.join(comptoir.userData, 'logs')))[0] ?? ''), 'utf8')
  expect(log).toContain('outbox.put')
  expect(log).not.toContain('secret words of a person')
})

test('a frame that is not the window’s own page gets no answer', async ({ comptoir }) => {
  const { app } = comptoir
  const answer = await app.evaluate(async ({ BrowserWindow, app }) => {
    const path = process.getBuiltinModule('node:path')
    const other = new BrowserWindow({ show: false, webPreferences: { preload: path.join(app.getAppPath(), 'dist/preload/index.cjs'), sandbox: true, contextIsolation: true } })
    await other.loadURL('app://comptoir/index.html')
    // The cast: the answer of a page.
    const answer = await other.webContents.executeJavaScript('window.comptoir ? window.comptoir.accounts.list() : "no door"') as { ok: boolean; failure?: { kind: string } }
    other.destroy()
    return answer
  })
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
})

test('what a stranger writes is drawn as words, in the list, the conversation, the notification and the search', async ({ comptoir, notifications }) => {
  const { page } = comptoir
  const server = await startOutsideServer()
  try {
    await connectOutside(comptoir, server)
    await lookAround(page)
    await page.evaluate(() => { Reflect.set(window, 'ran', []) })
    const hostile = '<img src=x onerror="window.ran.push(1)"> [click](javascript:window.ran.push(2)) javascript:alert(1) https://bank.example@evil.example/ <script>window.ran.push(3)</script> &lt;b&gt; \u202Egnp.exe'
    server.say({ from: 'alice_h', text: `@${server.ownerHandle} ${hostile}` })
    await page.evaluate(() => window.comptoir.reading.refresh())
    await goTo(page, 'Inbox')
    await page.getByText('<img src=x onerror=').first().click()
    const thread = page.getByRole('main', { name: 'Inbox' })
    await expect(thread.getByText('<script>window.ran.push(3)</script>').last()).toBeVisible()
    expect(await thread.locator('img[src="x"], script, b:text("b")').count()).toBe(0)
    const hrefs = await thread.locator('a[href]').evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''))
    expect(hrefs.filter(href => !/^(https:|mailto:|#)/.test(href) && !href.startsWith(server.url) || href.includes('@'))).toEqual([])
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('onerror')
    await expect(page.getByRole('dialog').getByText('<img src=x').first()).toBeVisible()
    const [ring] = await notifications.waitFor(1)
    expect(ring?.body).toContain('<img src=x onerror=')
    expect(ring?.body).not.toContain('\u202E')
    expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toEqual([])
  } finally {
    await server.close()
  }
})
