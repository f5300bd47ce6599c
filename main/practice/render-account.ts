import { profileUrl, renderText } from './render-text.ts'
import type { AccountRow } from './rows.ts'
import { isoTime, type World } from './world.ts'

export const acctOf = (account: AccountRow): string => (account.domain === null ? account.username : `${account.username}@${account.domain}`)

export function accountEntity(world: World, account: AccountRow): Record<string, unknown> {
  const { store } = world
  const count = (sql: string): number => store.get<{ n: number }>(sql, account.id)?.n ?? 0
  const last = store.get<{ at: number | null }>('select max(created_at) as at from statuses where account_id = ?', account.id)?.at ?? null
  const picture = `${world.baseUrl()}/avatars/${account.id}.png`
  const header = `${world.baseUrl()}/headers/${account.id}.png`
  return {
    id: account.id,
    username: account.username,
    acct: acctOf(account),
    display_name: account.display_name,
    locked: false,
    bot: false,
    discoverable: true,
    indexable: true,
    group: false,
    // Mastodon gives the day only.
    created_at: `${isoTime(account.created_at).slice(0, 10)}T00:00:00.000Z`,
    note: renderText(world, account.note),
    url: profileUrl(world, account),
    uri: `${world.baseUrl()}/users/${account.username}`,
    avatar: picture,
    avatar_static: picture,
    avatar_description: '',
    header,
    header_static: header,
    header_description: '',
    followers_count: count("select count(*) as n from relations where kind = 'follow' and target_id = ?"),
    following_count: count("select count(*) as n from relations where kind = 'follow' and source_id = ?"),
    statuses_count: count("select count(*) as n from statuses where account_id = ? and visibility <> 'direct'"),
    last_status_at: last === null ? null : isoTime(last).slice(0, 10),
    hide_collections: null,
    noindex: false,
    emojis: [],
    roles: [],
    fields: [],
  }
}

export function credentialEntity(world: World, account: AccountRow): Record<string, unknown> {
  return {
    ...accountEntity(world, account),
    source: {
      privacy: 'public',
      sensitive: false,
      language: world.language,
      note: account.note,
      fields: [],
      follow_requests_count: 0,
      hide_collections: null,
      discoverable: true,
      indexable: true,
      attribution_domains: [],
      quote_policy: 'public',
    },
    role: { id: '-99', name: '', permissions: '65536', color: '', highlighted: false },
  }
}
