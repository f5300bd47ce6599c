import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { vi } from 'vitest'
import { accountId, deliveryId, type AccountId, type DeliveryId } from '../../preload/contract/ids.ts'
import { createPaperNetwork, startUtc, type PaperNetwork } from '../../main/publishing/test-bench.ts'
import { madeAccount } from '../../renderer/test-support/made.ts'
import { openBackOffice, type BackOffice } from './back-office.ts'
import { createClock, ticks, type Clock } from './clock.ts'
import { openShopFloor, type ShopFloor } from './shop-floor.ts'
import { createWire, type Wire } from './wire.ts'

export const accounts = [accountId.parse('bakery'), accountId.parse('garage')] as const

export type Rooms = {
  readonly clock: Clock
  readonly wire: Wire
  readonly office: BackOffice
  readonly shop: ShopFloor
  readonly networks: ReadonlyMap<AccountId, PaperNetwork>
  readonly troubles: string[]
  readonly settle: () => Promise<void>
  /** What stands on the network of an account, as texts. */
  texts(id: AccountId): readonly string[]
  close(): Promise<void>
}

/** Both rooms on fresh data. */
export async function openRooms(): Promise<Rooms> {
  vi.useFakeTimers({ toFake: ['Date'] })
  await new Promise<void>((resolve, reject) => {
    const erasing = indexedDB.deleteDatabase('comptoir')
    erasing.onsuccess = () => { resolve() }
    erasing.onerror = () => { reject(erasing.error ?? new Error('not erased')) }
  })
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-rooms-'))
  const wire = createWire()
  const networks = new Map<AccountId, PaperNetwork>(accounts.map(id => [id, createPaperNetwork()]))
  const troubles: string[] = []
  const parts: { shop?: ShopFloor } = {}
  const settle = async (): Promise<void> => {
    for (let calm = 0, turns = 0; calm < 8 && turns < 5_000; turns++) {
      await ticks(1)
      calm = wire.isBusy() || parts.shop?.isBusy() ? 0 : calm + 1
    }
    await ticks(60) // what main sets off answers by turns of its own
  }
  const clock = createClock(startUtc, settle)
  const office = openBackOffice({
    file: path.join(folder, 'journal.sqlite'), clock, networks, isConnected: () => true, accounts: () => accounts.map(id => madeAccount(id)),
    logGrew: seq => { parts.shop?.logGrew(seq) }, trouble: line => { troubles.push(line) },
  })
  const shop = parts.shop = await openShopFloor(clock, wire, (topic, call, input) => office.ask(topic, call, input), settle)
  await settle()
  return {
    clock, wire, office, shop, networks, troubles, settle,
    texts: id => (networks.get(id)?.posts ?? []).map(({ body }) => String((JSON.parse(body) as { text?: string }).text)), // the cast: the paper network's own body
    close: async () => {
      shop.close()
      office.close()
      await settle()
      vi.restoreAllMocks()
      vi.unstubAllGlobals()
      vi.useRealTimers()
      rmSync(folder, { recursive: true })
    },
  }
}

export const deliveryOf = (post: string, account: AccountId): DeliveryId => deliveryId.parse(`${post}:${account}`)
