import { startEmpty, type RunningApp } from './app.ts'
import { amount, atMost, type Figure } from './figure.ts'
import type { Machine } from './machine.ts'
import type { Shop } from './shop.ts'
import { median } from './statistics.ts'

const runs = 5

/** From the start of the program until a click is answered; starts of both take turns. */
export async function measureUsable(machine: Machine, shop: Shop): Promise<readonly Figure[]> {
  const [ours, bare]: [number[], number[]] = [[], []]
  for (let run = 0; run < runs; run++) {
    bare.push(await usableMs(() => startEmpty(machine, 'usable-empty'), { drawn: ['h1', 'button'], answered: 'h1:text-is("Inbox")' }))
    ours.push(await usableMs(() => shop.open(), { drawn: ['nav button[aria-current=page]', 'main h2', 'main section'], answered: 'main [role=grid] [role=row]' }))
  }
  return [{
    what: `window usable with ${shop.sizes.items} items and ${shop.sizes.posts} posts`, measured: amount(median(ours), 'ms'), against: { what: 'for an empty page', amount: amount(median(bare), 'ms') }, budget: atMost(1.5, 'ratio'),
    note: `${runs} starts each, ours ${Math.round(Math.min(...ours))} to ${Math.round(Math.max(...ours))} ms`,
  }]
}

async function usableMs(start: () => Promise<RunningApp>, { drawn, answered }: { readonly drawn: readonly string[]; readonly answered: string }): Promise<number> {
  const began = performance.now()
  const running = await start()
  try {
    for (const selector of drawn) await running.page.locator(selector).first().waitFor()
    await running.page.getByRole('button', { name: /^Inbox/ }).click()
    await running.page.locator(answered).first().waitFor()
    return performance.now() - began
  } finally {
    await running.close()
  }
}
