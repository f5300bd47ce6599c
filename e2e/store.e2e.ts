import { once } from 'node:events'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { connectOutside } from './contract.ts'
import { expect, test, type Comptoir } from './fixtures.ts'
import { closeSheet, goTo, lookAround, pasteFiles, startPost, textField, trayOf } from './pages/counter.ts'
import { startOutsideServer } from './servers/outside-server.ts'

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name))
}

/** The files below that hold one of the texts, as bytes or as the two-byte text of a browser's store. */
async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const file of await filesBelow(folder)) {
    if (file.includes('Chromium stand-in/Default/Sessions/')) continue // Chromium's own list of open windows; Electron has none
    const bytes = await readFile(file).catch(() => Buffer.alloc(0)) // gone meanwhile
    if (texts.some(text => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')))) found.push(path.relative(folder, file))
  }
  return found
}

const namesInKeychain = (comptoir: Comptoir): Promise<string[]> => comptoir.app.evaluate(async (_, service) => {
  const load = process.getBuiltinModule('node:module').createRequire(`${process.cwd()}/`)
  const keytar = load('keytar') as { findCredentials(service: string): Promise<{ account: string }[]> } // the cast: keytar's own shape
  return (await keytar.findCredentials(service)).map(entry => entry.account)
}, comptoir.keychainService)

/** The next folder dialog answers so. */
const chooseFolder = (comptoir: Comptoir, folder: string): Promise<void> =>
  comptoir.app.evaluate(({ dialog }, folder) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] }) }, folder)

test('data of a newer Comptoir is said and not touched', async ({ comptoir }) => {
  await lookAround(comptoir.page)
  await comptoir.page.evaluate(() => new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('comptoir', 990) // the app lets go of it when it is asked to
    opening.onupgradeneeded = () => { opening.result.createObjectStore('fromTheFuture').put('kept', 'row') }
    opening.onsuccess = () => { opening.result.close(); resolve() }
    opening.onerror = () => { reject(opening.error ?? new Error('not opened')) }
  }))
  await comptoir.killMain()
  const page = await comptoir.launch()
  await expect(page.getByRole('heading', { name: 'Your data comes from a newer Comptoir' })).toBeVisible()
  await page.getByRole('button', { name: 'Show my data folder' }).click()
  expect(await comptoir.openedUrl(0)).toContain(comptoir.userData)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Your data comes from a newer Comptoir' })).toBeVisible()
  expect(await page.evaluate(() => new Promise((resolve, reject) => {
    const opening = indexedDB.open('comptoir')
    opening.onsuccess = () => {
      const reading = opening.result.transaction('fromTheFuture').objectStore('fromTheFuture').get('row')
      reading.onsuccess = () => { resolve([opening.result.version, reading.result]) }
    }
    opening.onerror = () => { reject(opening.error ?? new Error('not opened')) }
  }))).toEqual([990, 'kept'])
})

test('everything can be taken along, erased without a trace, and brought back', async ({ comptoir }) => {
  test.setTimeout(120_000)
  const server = await startOutsideServer()
  const parent = path.join(path.dirname(comptoir.userData), 'usb-stick')
  await mkdir(parent)
  try {
    await lookAround(comptoir.page)
    await test.step('something of each kind is there', async () => {
      const { page } = comptoir
      await connectOutside(comptoir, server)
      server.say({ from: 'alice_h', text: `@${server.ownerHandle} Marzipan-Question` })
      await page.evaluate(() => window.comptoir.reading.refresh())
      await startPost(page, 'Sourdough-Secret on Saturday')
      await pasteFiles(page, [{ name: 'loaf.png', type: 'image/png', base64: (await sharp({ create: { width: 64, height: 64, channels: 3, background: 'tan' } }).png().toBuffer()).toString('base64') }])
      await page.getByRole('textbox', { name: 'Description of loaf.png' }).fill('A loaf')
      await closeSheet(page)
      await goTo(page, 'Inbox')
      await expect(page.getByText('Marzipan-Question').first()).toBeVisible()
      expect(await namesInKeychain(comptoir)).not.toEqual([])
      expect((await filesWith(comptoir.userData, ['Marzipan-Question', 'Sourdough-Secret'])).length, 'the search itself can find').toBeGreaterThan(0)
    })

    let folder = ''
    await test.step('exported: a folder that can be read without Comptoir', async () => {
      const { page } = comptoir
      await chooseFolder(comptoir, parent)
      await goTo(page, 'Settings')
      await page.getByRole('button', { name: 'Export everything' }).click()
      await expect(page.getByText(/files are in/)).toBeVisible()
      const [name = ''] = await readdir(parent)
      folder = path.join(parent, name)
      expect((await readdir(folder)).sort()).toEqual(['README.txt', 'journal.json', 'media', 'media.json', 'posts.json'])
      expect(await readdir(path.join(folder, 'media'))).toEqual(['loaf.png'])
      const posts = await readFile(path.join(folder, 'posts.json'), 'utf8')
      expect(posts).toContain('Sourdough-Secret on Saturday')
      expect(posts).toContain('Marzipan-Question')
      JSON.parse(await readFile(path.join(folder, 'journal.json'), 'utf8'))
    })

    await test.step('erased: it asks for a word, then quits; nothing is left in the keychain or in the files', async () => {
      const { page } = comptoir
      await page.getByRole('button', { name: 'Erase everything…' }).click()
      const act = page.getByRole('dialog').getByRole('button', { name: 'Erase everything and quit' })
      await expect(act).toBeDisabled()
      await page.getByRole('dialog').getByRole('textbox').fill('erase')
      const ended = once(comptoir.app.process(), 'exit')
      await act.click()
      await ended
      await comptoir.killMain() // it has ended by itself
      expect(await filesWith(comptoir.userData, ['Marzipan-Question', 'Sourdough-Secret', 'A loaf', 'Alice Hartwell'])).toEqual([])
      expect((await filesBelow(comptoir.userData)).map(file => path.basename(file)).filter(name => /^(journal\.sqlite|accounts\.json|window\.json|comptoir\.log|loaf)/.test(name))).toEqual([])
      expect(server.log.entries().map(entry => entry.path)).toContain('/oauth/revoke')
      await comptoir.launch()
      expect(await namesInKeychain(comptoir)).toEqual([])
      await expect(comptoir.page.getByRole('heading', { name: 'Welcome to Comptoir' })).toBeVisible()
    })

    await test.step('brought back: the draft with its picture, the message; nothing goes out by itself', async () => {
      const { page } = comptoir
      await lookAround(page)
      await chooseFolder(comptoir, folder)
      await goTo(page, 'Settings')
      await page.getByRole('button', { name: 'Bring back…' }).click()
      await page.getByRole('button', { name: 'Choose a folder…' }).click()
      await expect(page.getByRole('dialog').getByText('1 picture or video')).toBeVisible()
      await page.getByRole('button', { name: 'Bring it back' }).click()
      await expect(page.getByText('Brought back: 1 post and 1 message.')).toBeVisible()
      await goTo(page, 'Calendar')
      await trayOf(page).getByText('Sourdough-Secret on Saturday').click()
      await expect(textField(page)).toHaveValue('Sourdough-Secret on Saturday')
      await expect(page.getByRole('textbox', { name: 'Description of loaf.png' })).toHaveValue('A loaf')
      const picture = page.getByRole('list', { name: 'Pictures, video and documents' }).locator('img')
      await expect.poll(() => picture.evaluate(element => (element as HTMLImageElement).naturalWidth)).toBeGreaterThan(0) // the cast: found as img
      await closeSheet(page)
      await goTo(page, 'Inbox')
      await expect(page.getByText('Marzipan-Question').first()).toBeVisible()
    })

    await test.step('a folder that is no export gets its sentence', async () => {
      const { page } = comptoir
      await chooseFolder(comptoir, parent)
      await goTo(page, 'Settings')
      await page.getByRole('button', { name: 'Bring back…' }).click()
      await page.getByRole('button', { name: 'Choose a folder…' }).click()
      await expect(page.getByRole('alert').filter({ hasText: 'no export from Comptoir' }).getByRole('button', { name: 'Choose another file' })).toBeVisible()
    })
  } finally {
    await server.close()
  }
})
