import { useEffect } from 'react'
import { z } from 'zod'
import { create } from 'zustand'
import type { ItemKey } from '../../../preload/contract/ids.ts'
import { dropMeta, readMeta, replyDrafts, writeMeta } from '../../db/meta.ts'
import { leaveLastWords } from '../../db/last-words.ts'

const waitMs = 200

/** Answers begun, as far as they were looked at; the store has them all. */
const useDrafts = create<Readonly<Record<ItemKey, string>>>()(() => ({}))
/** Those whose words are not in the store yet. */
const timers = new Map<ItemKey, ReturnType<typeof setTimeout>>()

/** Shown at once, kept a moment after the last keystroke. */
export function writeDraft(key: ItemKey, text: string): void {
  useDrafts.setState({ [key]: text })
  clearTimeout(timers.get(key))
  timers.set(key, setTimeout(() => { void keepDraft(key) }, waitMs))
}

/** What is not in the store yet goes there now. */
export async function keepDraft(key: ItemKey): Promise<void> {
  const timer = timers.get(key)
  if (timer === undefined) return
  clearTimeout(timer)
  const text = useDrafts.getState()[key] ?? ''
  await (text === '' ? dropMeta(replyDrafts + key) : writeMeta(replyDrafts + key, text))
  // What was typed meanwhile has a timer of its own.
  if (timers.get(key) === timer) timers.delete(key)
}

/** The same while the page goes away. */
function leaveDraft(key: ItemKey): void {
  const text = useDrafts.getState()[key]
  if (text !== undefined && timers.has(key)) leaveLastWords({ kind: 'meta', name: replyDrafts + key, text })
}

const readDraft = async (key: ItemKey): Promise<string> => useDrafts.getState()[key] ?? readMeta(replyDrafts + key, z.string(), '')

/** An answer that was called back: its words are before those being written. */
export async function giveBack(key: ItemKey, text: string): Promise<void> {
  const now = await readDraft(key)
  writeDraft(key, now === '' ? text : `${text}\n${now}`)
}

/** The answer being written to one item. */
export function useReplyDraft(key: ItemKey): string {
  const text = useDrafts(drafts => drafts[key])
  useEffect(() => {
    void readDraft(key).then(kept => {
      // Who typed faster than the store answered is right.
      if (useDrafts.getState()[key] === undefined) useDrafts.setState({ [key]: kept })
    })
    const keep = (): void => { leaveDraft(key) }
    window.addEventListener('pagehide', keep)
    return () => {
      window.removeEventListener('pagehide', keep)
      void keepDraft(key)
    }
  }, [key])
  return text ?? ''
}
