/** Rows as the tables of schema.ts hold them; times are UTC milliseconds, truth values are 0 or 1. */
export type AccountRow = {
  readonly id: string
  readonly username: string
  readonly domain: string | null
  readonly display_name: string
  readonly note: string
  readonly kind: 'owner' | 'customer'
  readonly created_at: number
}

export type Visibility = 'public' | 'unlisted' | 'private' | 'direct'

export type StatusRow = {
  readonly id: string
  readonly account_id: string
  readonly text: string
  readonly spoiler: string
  readonly sensitive: number
  readonly visibility: Visibility
  readonly language: string | null
  readonly in_reply_to_id: string | null
  readonly in_reply_to_account_id: string | null
  readonly reblog_of_id: string | null
  readonly quoted_id: string | null
  readonly quote_policy: 'public' | 'followers' | 'nobody'
  readonly app_name: string | null
  readonly app_website: string | null
  readonly created_at: number
  readonly edited_at: number | null
  readonly uri: string
  readonly thread_id: string
  readonly pinned: number
}

export type MediaRow = {
  readonly id: string
  readonly account_id: string
  readonly status_id: string | null
  readonly scheduled_id: number | null
  readonly position: number
  readonly type: 'image' | 'gifv' | 'video' | 'audio'
  readonly mime: string
  readonly file: string
  readonly size_bytes: number
  readonly width: number
  readonly height: number
  readonly description: string | null
  readonly focus: string | null
  readonly ready_at: number
}

export type PollRow = {
  readonly id: number
  readonly status_id: string
  readonly options: string
  readonly multiple: number
  readonly hide_totals: number
  readonly expires_at: number
}

export type AppRow = {
  readonly id: number
  readonly name: string
  readonly website: string | null
  readonly redirect_uris: string
  readonly scopes: string
  readonly client_id: string
  readonly client_secret: string
}

export type CodeRow = {
  readonly code: string
  readonly app_id: number
  readonly account_id: string
  readonly redirect_uri: string
  readonly scopes: string
  readonly challenge: string | null
  readonly expires_at: number
  readonly used_at: number | null
}

export type TokenRow = {
  readonly token: string
  readonly app_id: number
  readonly account_id: string | null
  readonly scopes: string
  readonly created_at: number
  readonly revoked_at: number | null
}

export type NotificationRow = {
  readonly id: number
  readonly account_id: string
  readonly type: 'mention' | 'reblog' | 'follow' | 'favourite' | 'poll' | 'update' | 'quote'
  readonly from_id: string
  readonly status_id: string | null
  readonly created_at: number
}

export type ConversationRow = {
  readonly id: number
  readonly account_id: string
  readonly thread_id: string
  readonly unread: number
  readonly last_status_id: string | null
}

export type ScheduledRow = {
  readonly id: number
  readonly account_id: string
  readonly app_id: number
  readonly draft: string
  readonly at: number
}
