import type { Page } from '@playwright/test'
import type { AccountSummary } from '../preload/contract/accounts.ts'
import type { ComptoirWindow } from '../preload/contract/index.ts'
import type { PracticeServer } from '../main/practice/server.ts'
import type { AccountId, DeliveryId, PostId } from '../preload/contract/ids.ts'
import type { Delivery, DeliveryState } from '../preload/contract/publishing.ts'
import { emptyContent, type MediaUse } from '../preload/contract/drafts.ts'
import type { Comptoir } from './fixtures.ts'

/** What tests ask past the screens: the same door, the same checks. Screens are driven by e2e/pages. */
declare global {
  interface Window { readonly comptoir: ComptoirWindow }
}

/** Signs in to a Mastodon-speaking server, with the browser's part done here. */
export async function connectOutside(comptoir: Comptoir, server: PracticeServer): Promise<AccountSummary> {
  const opened = (await comptoir.openedUrls()).length
  const connecting = comptoir.page.evaluate(url => window.comptoir.accounts.connect({ network: 'mastodon', way: 'browser', server: url }), server.url)
  await fetch(await server.approve(await comptoir.openedUrl(opened)))
  const connected = await connecting
  if (!connected.ok) throw new Error(`not connected: ${JSON.stringify(connected.failure)}`)
  return connected.value
}

/** Posts follow each other at once, as many as there are: a story does not wait for the distance that a shop's posts keep. */
export async function postFreely(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const settings = await window.comptoir.system.settings()
    if (settings.ok) await window.comptoir.system.change({ ...settings.value, pace: { gapMinutes: 0, postsPerHour: 1000 } })
  })
}

/** A picture made of noise: two are never the same file. */
export async function addPicture(page: Page, name: string, seed: number) {
  const added = await page.evaluate(async ({ name, seed }) => {
    const canvas = new OffscreenCanvas(320, 240)
    const pen = canvas.getContext('2d')
    for (let i = 0; pen && i < 200; i++) {
      pen.fillStyle = `hsl(${(seed * 37 + i * 11) % 360} 60% 50%)`
      pen.fillRect((i * 53 + seed * 7) % 320, (i * 29 + seed * 13) % 240, 40, 30)
    }
    const blob = await canvas.convertToBlob({ type: 'image/png' })
    return window.comptoir.media.add({ name, bytes: new Uint8Array(await blob.arrayBuffer()) })
  }, { name, seed })
  if (!added.ok) throw new Error(`no picture: ${JSON.stringify(added.failure)}`)
  return added.value
}

/** A post that is due now. */
export function deliveryNow(name: string, accountId: AccountId, text: string, media: MediaUse[] = []): Delivery {
  const utc = Date.now()
  return {
    id: `${name}:${accountId}` as DeliveryId, revision: 1, accountId, // the casts: ids of a test
    act: { kind: 'publish', content: { ...emptyContent(), parts: [{ text, media, poll: null }] } },
    due: { wall: new Date(utc).toISOString().slice(0, 16), zone: 'UTC', utc }, late: { graceMinutes: 60, then: 'ask' }, origin: { kind: 'post', postId: name as PostId }, who: 'computer',
  }
}

export async function stateOf(page: Page, id: DeliveryId): Promise<DeliveryState | null> {
  const listed = await page.evaluate(() => window.comptoir.outbox.list())
  return listed.ok ? listed.value.find(record => record.delivery.id === id)?.state ?? null : null
}
