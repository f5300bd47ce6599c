import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

/** The journal was written by a newer Comptoir: nothing is touched. */
export class NewerJournal extends Error {}

/** One step a version; a step that has shipped is never edited. `user_version` says how many have run. */
const steps: readonly ((db: DatabaseSync, now: () => number) => void)[] = [
  (db, now) => {
    db.exec(`
      CREATE TABLE accounts (id TEXT PRIMARY KEY, summary TEXT NOT NULL, is_removed INTEGER NOT NULL DEFAULT 0) STRICT;
      CREATE TABLE deliveries (
        id TEXT PRIMARY KEY, revision INTEGER NOT NULL, account_id TEXT NOT NULL, due_utc INTEGER NOT NULL,
        body TEXT NOT NULL, state_kind TEXT NOT NULL, state TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0, next_utc INTEGER, vouched INTEGER NOT NULL DEFAULT 0,
        handed_over INTEGER NOT NULL, updated_utc INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX deliveries_next ON deliveries (next_utc, due_utc, handed_over) WHERE next_utc IS NOT NULL;
      CREATE INDEX deliveries_state ON deliveries (state_kind, account_id);
      -- One row a public step: what it sends, under which key, and what came of it.
      CREATE TABLE parts (
        delivery_id TEXT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE, part INTEGER NOT NULL,
        key TEXT NOT NULL, body TEXT NOT NULL, step TEXT NOT NULL CHECK (step IN ('prepared', 'committing', 'done')),
        began_utc INTEGER, remote TEXT, PRIMARY KEY (delivery_id, part)
      ) STRICT;
      CREATE TABLE notes (delivery_id TEXT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (delivery_id, name)) STRICT;
      CREATE TABLE story (id INTEGER PRIMARY KEY, delivery_id TEXT NOT NULL, utc INTEGER NOT NULL, step TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
      CREATE INDEX story_delivery ON story (delivery_id, id);
      CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, utc INTEGER NOT NULL, entry TEXT NOT NULL) STRICT;
      -- The last thing said under a key: the same thing said again is not an event.
      CREATE TABLE said (key TEXT PRIMARY KEY, account_id TEXT NOT NULL, digest TEXT NOT NULL, utc INTEGER NOT NULL) STRICT;
      CREATE INDEX said_account ON said (account_id);
      -- Pictures of people that a network has named: main fetches these and no others for the window.
      CREATE TABLE avatars (url TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
      CREATE TABLE cursors (account_id TEXT NOT NULL, stream TEXT NOT NULL, cursor TEXT, next_utc INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (account_id, stream)) STRICT;
      CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    `)
    // A journal begun anew (the old one unreadable) must not count below what the window has already applied: time is above any old count.
    db.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run('events', now())
  },
  db => {
    db.exec(`
      -- Called back before it ever came: an order that arrives afterwards is no longer wanted.
      CREATE TABLE called_back (delivery_id TEXT PRIMARY KEY, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      -- pace: 0 no post; 1 a post that has not begun to go out, held to the account's pace; 2 a post that has begun.
      ALTER TABLE deliveries ADD COLUMN pace INTEGER NOT NULL DEFAULT 0;
      -- When it is to leave by our own doing, where that is not its due time: its turn, its slot.
      ALTER TABLE deliveries ADD COLUMN meant_utc INTEGER;
      -- The account, on the first part of a post: what its pace is counted from.
      ALTER TABLE parts ADD COLUMN posted_by TEXT;
      UPDATE deliveries SET pace = CASE WHEN EXISTS (SELECT 1 FROM parts WHERE delivery_id = id AND step <> 'prepared') THEN 2 ELSE 1 END WHERE CASE WHEN json_valid(body) THEN body ->> '$.act.kind' = 'publish' END;
      UPDATE parts SET posted_by = (SELECT account_id FROM deliveries WHERE id = delivery_id AND pace > 0) WHERE part = 0;
      -- What each account has used of its network's allowances.
      CREATE TABLE quotas (account_id TEXT NOT NULL, name TEXT NOT NULL, used INTEGER NOT NULL, max INTEGER NOT NULL, resets_utc INTEGER NOT NULL, is_told INTEGER NOT NULL, PRIMARY KEY (account_id, name)) STRICT;
      -- Since when the row may be behind what has happened (salvaged, or from a copy): looked for on the network before anything is sent.
      ALTER TABLE deliveries ADD COLUMN doubt_since INTEGER;
      CREATE INDEX parts_posted ON parts (posted_by, began_utc) WHERE posted_by IS NOT NULL AND step <> 'prepared';
      CREATE INDEX deliveries_lane ON deliveries (account_id, next_utc) WHERE next_utc IS NOT NULL;
      -- When a part was sent for the first time under its key; began_utc is the last time.
      ALTER TABLE parts ADD COLUMN first_utc INTEGER;
      CREATE INDEX parts_remote ON parts (json_extract(remote, '$.id')) WHERE remote IS NOT NULL;
      -- What a line of the story says, as data: from it the owner's sentence is made in either language.
      ALTER TABLE story ADD COLUMN facts TEXT;
      -- One row: the name by which the window notices that this is not the journal it knew.
      CREATE TABLE identity (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
      -- What lies, or may lie, with a network's own scheduler.
      CREATE TABLE held (
        delivery_id TEXT PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE, revision INTEGER NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL,
        due_utc INTEGER NOT NULL, act TEXT NOT NULL, began_utc INTEGER NOT NULL, schedule TEXT
      ) STRICT, WITHOUT ROWID;
      -- When a planned delivery is next offered to its network's scheduler; null: this computer publishes it.
      ALTER TABLE deliveries ADD COLUMN offer_utc INTEGER;
      CREATE INDEX deliveries_offer ON deliveries (offer_utc) WHERE offer_utc IS NOT NULL;
      -- Each time everything was stopped at once.
      CREATE TABLE pauses (id INTEGER PRIMARY KEY, began_utc INTEGER NOT NULL, ended_utc INTEGER, who TEXT NOT NULL, why TEXT NOT NULL) STRICT;
    `)
    db.prepare('INSERT INTO identity (id) VALUES (?)').run(randomUUID())
  },
]

/** `beforeUpgrade` is told when there are rows that steps will run over; of a new journal it is not. */
export function migrate(db: DatabaseSync, now: () => number, beforeUpgrade?: (db: DatabaseSync, version: number) => void): void {
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  if (version > steps.length) throw new NewerJournal(`journal version ${version}, this Comptoir knows ${steps.length}`)
  if (version > 0 && version < steps.length) beforeUpgrade?.(db, version)
  for (let at = version; at < steps.length; at++) {
    db.exec('BEGIN IMMEDIATE')
    try {
      steps[at]?.(db, now)
      db.exec(`PRAGMA user_version = ${at + 1}; COMMIT`)
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }
}
