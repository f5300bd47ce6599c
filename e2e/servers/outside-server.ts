import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPracticeServer, type PracticeServer } from '../../main/practice/server.ts'

/** The practice network's server as a server elsewhere: it lives on when the app is killed, and its customers keep silent unless told. Its limits are wide: tests send more in a minute than a shop in a day. */
export async function startOutsideServer(seed = 7): Promise<PracticeServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'comptoir-outside-'))
  const server = await startPracticeServer({ folder, seed, language: 'en', runsByItself: false, limits: { calls: 100_000, uploads: 1000, posts: 10_000 } })
  return { ...server, close: async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  } }
}
