import type { AccountRow, StatusRow } from './rows.ts'
import type { World } from './world.ts'

/** The post, if `viewer` may see it: what one may not see does not exist. */
export function visibleStatus(world: World, id: string | undefined, viewer: AccountRow | undefined): StatusRow | undefined {
  const row = id === undefined ? undefined : world.store.get<StatusRow>('select * from statuses where id = ?', id)
  return row && canSee(world, row, viewer) ? row : undefined
}

export function canSee(world: World, row: StatusRow, viewer: AccountRow | undefined): boolean {
  if (viewer?.id === row.account_id) return true
  if (viewer && isRelated(world, 'block', viewer.id, row.account_id)) return false
  if (viewer && isRelated(world, 'block', row.account_id, viewer.id)) return false
  if (row.visibility === 'public' || row.visibility === 'unlisted') return true
  if (!viewer) return false
  if (world.store.get('select 1 from mentions where status_id = ? and account_id = ?', row.id, viewer.id)) return true
  return row.visibility === 'private' && isRelated(world, 'follow', viewer.id, row.account_id)
}

export function isRelated(world: World, kind: 'follow' | 'mute' | 'block', sourceId: string, targetId: string): boolean {
  return (
    world.store.get(
      'select 1 from relations where kind = ? and source_id = ? and target_id = ? and (until is null or until > ?)',
      kind, sourceId, targetId, world.now(),
    ) !== undefined
  )
}
