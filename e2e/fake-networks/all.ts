import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { FakeNetwork, StartFakeNetwork } from './fake-network.ts'

/** Every network that has a double, by its folder. */
export const doubleIds: readonly string[] = readdirSync(import.meta.dirname).filter(id => existsSync(path.join(import.meta.dirname, id, 'index.ts'))).toSorted()

export async function startDouble(id: string, options?: Parameters<StartFakeNetwork>[0]): Promise<FakeNetwork> {
  const { start } = await import(path.join(import.meta.dirname, id, 'index.ts')) as { start: StartFakeNetwork } // the cast: what each double exports
  return await start(options)
}
