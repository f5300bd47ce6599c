import { z } from 'zod'
import type { ComptoirApi } from './index.ts'
import { connectOrder, handOrder } from './accounts.ts'
import { backupWhy } from './backups.ts'
import { remoteRef } from './drafts.ts'
import { accountId, deliveryId, mediaHash } from './ids.ts'
import { delivery, deliveryRecord, ownerChoice } from './publishing.ts'
import { settings } from './system.ts'
import { webSpaceOrder } from './web-space.ts'

const nothing = z.undefined()
const text = (max: number) => z.string().max(max)

/** What each call accepts. Main parses with it before anything else runs; the compiler holds it against ComptoirApi. */
export const inputs = {
  accounts: {
    list: nothing, networks: nothing, quotas: accountId, cancelConnect: nothing, connectPractice: nothing,
    connect: connectOrder,
    addByHand: handOrder,
    disconnect: z.object({ id: accountId, erase: z.boolean() }),
    check: accountId, acceptNotRevoked: accountId,
  },
  outbox: {
    put: z.array(delivery).max(2000),
    cancel: z.object({ id: deliveryId, revision: z.number().int() }),
    decide: z.object({ id: deliveryId, choice: ownerChoice, links: z.array(text(2000)).max(100).optional() }),
    openFiles: deliveryId,
    list: nothing, remember: z.object({ records: z.array(deliveryRecord).max(2000), isLast: z.boolean() }), readiness: nothing, story: deliveryId, exportStory: deliveryId, pause: text(500), explainPause: text(500), pauses: nothing, resumePlan: nothing, resume: nothing,
  },
  log: { after: z.object({ cursor: z.number().int().nonnegative(), limit: z.number().int().min(1).max(5000) }), acknowledge: z.number().int().nonnegative(), tellAgain: nothing },
  reading: {
    thread: z.object({ accountId, ref: remoteRef }),
    search: z.object({ accountId, query: text(500) }),
    refresh: nothing,
    linkPreview: z.object({ url: text(2000) }),
  },
  media: { add: z.object({ name: text(500), bytes: z.instanceof(Uint8Array) }), choose: nothing, inUse: z.array(mediaHash).max(1_000_000) },
  backups: {
    state: nothing, begin: z.object({ why: backupWhy, schema: z.number().int().positive() }),
    add: z.object({ id: text(100), table: text(60), rows: z.array(z.unknown()).max(5000) }), finish: z.object({ id: text(100) }), giveUp: z.object({ id: text(100), why: text(4000) }),
    look: z.object({ name: text(200).nullable() }), bringBack: text(100), rows: z.object({ id: text(100), at: z.number().int().nonnegative() }),
  },
  webSpace: { state: nothing, keep: webSpaceOrder, try: nothing, remove: nothing },
  system: {
    about: nothing, state: nothing, settings: nothing, absences: nothing, change: settings, openLink: text(2000), showDataFolder: nothing,
    exportAll: z.object({ posts: z.unknown() }), eraseAll: nothing, copyText: text(200_000),
    reportTrouble: z.object({ message: text(4000), stack: text(20_000) }),
  },
} as const satisfies { [T in keyof ComptoirApi]: { [C in keyof ComptoirApi[T]]: z.ZodType } }
