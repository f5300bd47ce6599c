import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { AccountSummary } from '../preload/contract/accounts.ts'
import type { DeliveryState } from '../preload/contract/publishing.ts'
import { samplePdf, samplePicture, sampleUprightVideo } from '../main/media/sample-media.ts'
import { hostsVariable } from '../main/networks/hosts.ts'
import { startWebHost, type WebHost } from '../main/web-space/web-host.ts'
import { postFreely } from './contract.ts'
import { expect, test as base } from './fixtures.ts'
import { doubleIds, startDouble } from './fake-networks/all.ts'
import type { FakeNetwork } from './fake-networks/fake-network.ts'
import { connectThroughWindow } from './pages/connect.ts'
import { goTo, lookAround } from './pages/counter.ts'
import { kindsOf, publishThroughWindow, shared, type Going } from './pages/kinds.ts'
import { setUpWebSpace } from './pages/web-space.ts'

/** A double of each network, all at once: what waits for one network waits for the others meanwhile. */
const test = base.extend<{ doubles: ReadonlyMap<string, FakeNetwork>; webHost: WebHost }>({
  doubles: async ({}, use) => {
    const doubles = new Map<string, FakeNetwork>()
    for (const id of doubleIds) doubles.set(id, await startDouble(id))
    await use(doubles)
    for (const double of doubles.values()) await double.stop()
  },
  webHost: async ({}, use) => {
    const host = await startWebHost()
    await use(host)
    await host.stop()
  },
  launchEnv: async ({ doubles }, use) => {
    await use({ [hostsVariable]: JSON.stringify(Object.fromEntries([...doubles].map(([id, double]) => [id, double.hosts]))) })
  },
})

type Sent = Going & { readonly id: string; readonly text: string; readonly double: FakeNetwork }

/** In short, for a poll and for whoever reads why it failed. */
function say(state: DeliveryState | undefined): string {
  if (state === undefined) return 'nowhere'
  switch (state.kind) {
    case 'failed': return `failed ${state.failure.kind} ${'reason' in state.failure ? state.failure.reason : ''} ${state.failure.detail}`
    case 'needs-owner': return `needs-owner ${state.question.kind}`
    case 'unknown': return `unknown ${state.looks.length}`
    case 'waiting': return `waiting ${state.why}`
    default: return state.kind
  }
}
/** Nothing is sent again where nothing can be looked up: the owner is asked. */
const isSettled = ({ double }: Sent, state: string): boolean => state === 'published' || (double.showsPosts === false && /^unknown [1-9]|^needs-owner unproved/u.test(state))

test('every network: connected, each kind published once though an answer is lost, a comment answered, figures read, deleted, disconnected', async ({ comptoir, doubles, webHost }) => {
  test.setTimeout(900_000)
  const { page } = comptoir
  const files = { none: null, picture: path.join(comptoir.userData, 'loaf.jpg'), video: path.join(comptoir.userData, 'oven.mp4'), document: path.join(comptoir.userData, 'menu.pdf') }
  await writeFile(files.picture, await samplePicture({ width: 480, height: 480, isNoise: true }))
  await writeFile(files.video, await sampleUprightVideo())
  await writeFile(files.document, samplePdf())
  await lookAround(page)
  await postFreely(page)

  const described = await page.evaluate(() => window.comptoir.accounts.networks())
  const names = new Map<string, string>(described.ok ? described.value.map(network => [network.id, network.name]) : [])
  const accounts = new Map<string, AccountSummary>()
  const troubles: string[] = []
  /** One trouble does not hide the others. */
  const attempt = (step: string, work: () => Promise<void>): Promise<void> => test.step(step, async () => {
    try {
      await work()
    } catch (error) {
      troubles.push(`${step}: ${(error instanceof Error ? error.message : String(error)).slice(0, 600)}`)
      await page.screenshot({ path: test.info().outputPath(`${step.replaceAll(/\W+/gu, '-')}.png`) })
      for (let times = 0; times < 3; times++) await page.keyboard.press('Escape')
    }
  })
  const each = async (step: string, work: (id: string, double: FakeNetwork, account: AccountSummary) => Promise<void>): Promise<void> => {
    for (const [id, account] of accounts) {
      const double = doubles.get(id)
      if (double) await attempt(`${id}: ${step}`, () => work(id, double, account))
    }
  }

  await attempt('a web space, for what networks fetch themselves', async () => {
    await goTo(page, 'Settings')
    await page.getByRole('button', { name: 'Set up…' }).click()
    await setUpWebSpace(page, webHost)
    for (const double of doubles.values()) double.trustWeb?.(new URL(webHost.web).hostname)
  })
  for (const [id, double] of doubles) await attempt(`${id}: connect`, async () => { accounts.set(id, await connectThroughWindow(comptoir, id, double)) })

  const sent: Sent[] = []
  const order = ['none', 'video', 'picture', 'document']
  const goings = [...accounts].flatMap(([id, account]) => kindsOf(account.limits).map((kind): Going => ({ account, network: names.get(id) ?? id, kind })))
    .sort((a, b) => Number(b.kind.hasWords) - Number(a.kind.hasWords) || order.indexOf(a.kind.media) - order.indexOf(b.kind.media))
  // The first post of each network loses its answer.
  for (const double of doubles.values()) double.loseNextAnswer()
  for (const [index, post] of shared(goings).entries()) {
    const [{ kind: { media, hasWords } }] = post as readonly [Going] // the cast: none is empty
    const text = hasWords ? `Bread of batch ${index}` : ''
    await attempt(`publish ${media}, ${text || 'without words'}: ${post.map(({ network, kind: { format = 'post' } }) => `${network} ${format}`).join(', ')}`, async () => {
      await publishThroughWindow(comptoir, text, post, files[media])
      for (const going of post) {
        const double = doubles.get(going.account.network)
        if (double) sent.push({ ...going, id: going.account.network, text, double })
      }
    })
  }

  const states = async (): Promise<ReadonlyMap<Sent, string>> => {
    const listed = await page.evaluate(() => window.comptoir.outbox.list())
    const records = listed.ok ? listed.value : []
    return new Map(sent.map(one => [one, say(records.find(({ delivery: { accountId, act } }) => accountId === one.account.id && act.kind === 'publish' && act.content.parts[0]?.text === one.text)?.state)]))
  }
  await attempt('find what lost its answer', async () => {
    await expect.poll(async () => [...await states()].filter(([one, state]) => !isSettled(one, state)).map(([{ id, kind, text }, state]) => `${id} ${kind.format ?? ''} ${text}: ${state}`), { timeout: 120_000 }).toEqual([])
  })
  await each('every kind is there once', async (id, double) => {
    const ours = sent.filter(one => one.id === id)
    expect(double.posts().map(post => post.text).sort()).toEqual(ours.map(one => one.text).sort())
  })

  const stateOfAnswer = async (answer: string): Promise<string> => {
    const listed = await page.evaluate(() => window.comptoir.outbox.list())
    return say(listed.ok ? listed.value.find(({ delivery: { act } }) => act.kind === 'reply' && act.content.parts[0]?.text === answer)?.state : undefined)
  }
  await attempt('comments come in', async () => {
    for (const [id, double] of doubles) double.say?.(`Have you rye today, ${id}?`)
    await page.evaluate(() => window.comptoir.reading.refresh())
    await goTo(page, 'Inbox')
  })
  await each('answer a comment', async (id, double) => {
    if (double.say === null) return
    const row = page.getByRole('row', { name: new RegExp(`Have you rye today, ${id}\\?`, 'u') })
    await expect(row).toBeVisible({ timeout: 60_000 })
    await row.click()
    const field = page.getByRole('textbox', { name: /^Your answer to/u })
    await page.keyboard.press('r')
    await page.keyboard.type(`Yes, two loaves, ${id}`)
    await expect(field).toHaveValue(`Yes, two loaves, ${id}`)
    await page.keyboard.press('Control+Enter')
  })
  await each('the answer is there once', async (id, double) => {
    if (double.say === null) return
    const answer = `Yes, two loaves, ${id}`
    await expect.poll(async () => [double.answers().filter(text => text.includes(answer)).length, await stateOfAnswer(answer)], { timeout: 60_000 }).toEqual([1, 'published'])
  })

  await goTo(page, 'Analytics')
  await each('read figures', async (_id, { followers }, account) => {
    if (followers === null) return
    const card = page.getByRole('main').getByRole('region').filter({ hasText: `${names.get(account.network) ?? ''} · ${account.handle}` })
    await expect(card.getByRole('heading').first()).toContainText(`${new Intl.NumberFormat('en').format(followers)} followers`)
  })

  /** Where posts can be deleted; a post that stands on the most of them comes first. */
  const left = new Set([...accounts].filter(([, { abilities }]) => abilities.delete.kind === 'works').map(([id]) => id))
  const standing = [...await states()]
  const wholly = [...new Set(sent.map(one => one.text))].filter(text => text !== '' && standing.every(([one, state]) => one.text !== text || state === 'published'))
  const deletable = (text: string): readonly Sent[] => sent.filter(one => one.text === text && one.account.abilities.delete.kind === 'works')
  for (const text of wholly.sort((a, b) => deletable(b).length - deletable(a).length)) {
    const there = deletable(text)
    if (!there.some(({ id }) => left.has(id))) continue
    await attempt(`delete ${text}: ${there.map(one => one.network).join(', ')}`, async () => {
      await goTo(page, 'Calendar')
      await page.getByText('List', { exact: true }).click()
      await page.getByRole('button', { name: new RegExp(`Published.*${text}`, 'u') }).click()
      const sheet = page.getByRole('dialog').first()
      await sheet.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Delete…' }).click()
      await page.getByRole('radio', { name: /^On .* only$/u }).check()
      await page.getByRole('button', { name: 'Delete it there' }).click()
      await expect.poll(() => there.filter(({ double }) => double.posts().some(post => post.text.includes(text))).map(({ id }) => id), { timeout: 60_000 }).toEqual([])
      await page.keyboard.press('Escape')
      for (const { id } of there) left.delete(id)
    })
  }
  expect([...left]).toEqual([])

  await goTo(page, 'Accounts')
  await each('disconnect', async (id, _double, account) => {
    const card = page.getByRole('article').filter({ hasText: account.displayName || account.handle }).filter({ hasText: names.get(id) ?? id })
    await card.getByRole('button', { name: 'Disconnect' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click()
    await expect.poll(async () => {
      const listed = await page.evaluate(() => window.comptoir.accounts.list())
      return listed.ok && listed.value.some(one => one.id === account.id)
    }, { timeout: 20_000 }).toBe(false)
  })
  expect(troubles).toEqual([])
})
