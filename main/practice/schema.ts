/** The tables of the Practice network. Public ids (accounts, statuses, media) are fixed-width text, so that plain text order is age order. */
export const schema = `
create table if not exists meta (key text primary key, value text not null) strict;
create table if not exists accounts (
  id text primary key, username text not null unique, domain text, display_name text not null, note text not null,
  kind text not null check (kind in ('owner', 'customer')), created_at integer not null) strict;
create table if not exists apps (
  id integer primary key autoincrement, name text not null, website text, redirect_uris text not null, scopes text not null,
  client_id text not null unique, client_secret text not null) strict;
create table if not exists codes (
  code text primary key, app_id integer not null references apps(id), account_id text not null, redirect_uri text not null,
  scopes text not null, challenge text, expires_at integer not null, used_at integer) strict;
create table if not exists tokens (
  token text primary key, app_id integer not null references apps(id), account_id text, scopes text not null,
  created_at integer not null, revoked_at integer) strict;
create table if not exists statuses (
  id text primary key, account_id text not null references accounts(id), text text not null, spoiler text not null,
  sensitive integer not null, visibility text not null, language text,
  in_reply_to_id text references statuses(id) on update cascade on delete set null, in_reply_to_account_id text,
  reblog_of_id text references statuses(id) on update cascade on delete cascade,
  quoted_id text references statuses(id) on update cascade on delete set null, quote_policy text not null,
  app_name text, app_website text, created_at integer not null, edited_at integer, uri text not null unique,
  thread_id text not null, pinned integer not null default 0) strict;
create index if not exists statuses_by_account on statuses (account_id, id);
create index if not exists statuses_by_parent on statuses (in_reply_to_id);
create index if not exists statuses_by_reblog on statuses (reblog_of_id);
create index if not exists statuses_by_quote on statuses (quoted_id);
create table if not exists mentions (
  status_id text not null references statuses(id) on update cascade on delete cascade, account_id text not null,
  primary key (status_id, account_id)) strict;
create table if not exists status_tags (
  status_id text not null references statuses(id) on update cascade on delete cascade, name text not null,
  primary key (status_id, name)) strict;
create table if not exists edits (
  id integer primary key autoincrement, status_id text not null references statuses(id) on update cascade on delete cascade,
  at integer not null, entity text not null) strict;
create table if not exists scheduled (
  id integer primary key autoincrement, account_id text not null, app_id integer not null, draft text not null, at integer not null) strict;
create table if not exists media (
  id text primary key, account_id text not null,
  status_id text references statuses(id) on update cascade on delete cascade,
  scheduled_id integer references scheduled(id) on delete set null,
  position integer not null default 0, type text not null, mime text not null, file text not null, size_bytes integer not null,
  width integer not null, height integer not null, description text, focus text, ready_at integer not null) strict;
create index if not exists media_by_status on media (status_id);
create table if not exists polls (
  id integer primary key autoincrement, status_id text not null unique references statuses(id) on update cascade on delete cascade,
  options text not null, multiple integer not null, hide_totals integer not null, expires_at integer not null, told integer not null default 0) strict;
create table if not exists votes (
  poll_id integer not null references polls(id) on delete cascade, account_id text not null, choice integer not null,
  primary key (poll_id, account_id, choice)) strict;
create table if not exists favourites (
  id integer primary key autoincrement, status_id text not null references statuses(id) on update cascade on delete cascade,
  account_id text not null, at integer not null, unique (status_id, account_id)) strict;
create table if not exists relations (
  id integer primary key autoincrement, kind text not null, source_id text not null, target_id text not null, at integer not null,
  until integer, notifications integer not null default 1, unique (kind, source_id, target_id)) strict;
create index if not exists relations_by_target on relations (kind, target_id, id);
create table if not exists muted_threads (account_id text not null, thread_id text not null, primary key (account_id, thread_id)) strict;
create table if not exists notifications (
  id integer primary key autoincrement, account_id text not null, type text not null, from_id text not null,
  status_id text references statuses(id) on update cascade on delete cascade, created_at integer not null) strict;
create index if not exists notifications_by_account on notifications (account_id, id);
create table if not exists conversations (
  id integer primary key autoincrement, account_id text not null, thread_id text not null, unread integer not null,
  last_status_id text references statuses(id) on update cascade on delete set null, hidden integer not null default 0,
  unique (account_id, thread_id)) strict;
create table if not exists idempotency (
  account_id text not null, key text not null, kind text not null, result_id text not null, at integer not null,
  primary key (account_id, key)) strict;
create table if not exists markers (
  account_id text not null, timeline text not null, last_read_id text not null, version integer not null, updated_at integer not null,
  primary key (account_id, timeline)) strict;
create table if not exists followed_tags (
  id integer primary key autoincrement, account_id text not null, name text not null, unique (account_id, name)) strict;
create table if not exists reports (
  id integer primary key autoincrement, account_id text not null, target_id text not null, status_ids text not null,
  rule_ids text not null, category text not null, comment text not null, forwarded integer not null, created_at integer not null) strict;
create table if not exists acts (
  id integer primary key autoincrement, due_at integer not null, act text not null) strict;
create index if not exists acts_by_time on acts (due_at);
`
