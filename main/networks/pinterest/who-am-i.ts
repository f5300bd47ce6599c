import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Abilities, Limits } from '../../../preload/contract/networks.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { Profile } from '../network.ts'
import type { Client } from './client.ts'
import { account, board, pageOf, type Board } from './entities.ts'
import { abilities, limitsWith } from './limits.ts'
import type { Secret } from './secret.ts'
import { site } from './servers.ts'

export type WhoAmI = { readonly profile: Profile; readonly abilities: Abilities; readonly limits: Limits; readonly expiresUtc: number | null }

/** Who the token speaks for, and the boards there are to pin to. */
export async function readWhoAmI(client: Client): Promise<Result<WhoAmI, NetworkFailure>> {
  const asked = await client.ask({ path: '/v5/user_account' }, account)
  if (!asked.ok) return asked
  const boards = await readBoards(client)
  if (!boards.ok) return boards
  const held = await client.secret()
  if (!held.ok) return held
  const { id, username, business_name: business, profile_image: picture } = asked.value
  return ok({
    profile: {
      remoteId: id ?? username, handle: username.replace(/\s/gu, ''), displayName: (business === '' ? username : business).slice(0, 1000),
      profileUrl: `${site}/${encodeURIComponent(username)}/`, avatarUrl: picture.length <= 2000 && URL.parse(picture)?.protocol === 'https:' ? picture : null,
    },
    abilities, limits: limitsWith(boards.value), expiresUtc: endsUtc(held.value),
  })
}

/** Renewed by itself at each use; the owner must come back only where this computer was off for two months. */
export const endsUtc = ({ refresh, refreshEndsUtc, expiresUtc }: Pick<Secret, 'refresh' | 'refreshEndsUtc' | 'expiresUtc'>): number | null => (refresh === null ? expiresUtc : refreshEndsUtc)

const pageSize = 250
const mostPages = 8

async function readBoards(client: Client): Promise<Result<readonly Board[], NetworkFailure>> {
  const boards: Board[] = []
  let bookmark: string | null = null
  for (let pages = 0; pages < mostPages; pages++) {
    const page: Result<{ items: Board[]; bookmark?: string | null }, NetworkFailure> = await client.ask({ path: '/v5/boards', query: { page_size: pageSize, bookmark } }, pageOf(board))
    if (!page.ok) return page
    boards.push(...page.value.items)
    bookmark = page.value.bookmark ?? null
    if (bookmark === null || page.value.items.length === 0) break
  }
  return ok(boards)
}
