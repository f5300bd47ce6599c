import { Button } from '@mantine/core'
import { useEffect, useRef, useState, type RefObject } from 'react'
import type { ItemKey } from '../../../../preload/contract/ids.ts'
import { asksForAnswer } from '../../../../preload/contract/items.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useSituation } from '../../../app/situation.ts'
import type { AccountRow, ItemRow } from '../../../db/schema.ts'
import { useText } from '../../../text/index.ts'
import { useSwitches } from '../use-item-acts.ts'
import { useThread, type Around } from '../use-thread.ts'
import { EntryView } from './entry.tsx'
import { ReplyBox } from './reply-box.tsx'
import { ThreadHead } from './thread-head.tsx'
import classes from './thread-pane.module.css'

type Props = {
  readonly item: ItemRow; readonly account: AccountRow | undefined; readonly face: AccountFace | undefined; readonly showsAccount: boolean; readonly listed: readonly ItemKey[]
  readonly answerRef: RefObject<HTMLTextAreaElement | null>; readonly likeRef: RefObject<(() => void) | null>; readonly onDone: () => void; readonly onList: (from: Element | null) => void
}
const noActs: Around['acts'] = []

/** One message with what was said before and after it, and the answer at the foot. */
export function ThreadPane({ item, account, face, showsAccount, listed, answerRef, likeRef, onDone, onList }: Props) {
  const say = useText('inbox')
  const around = useThread(item)
  const switches = useSwitches(item, account, around?.acts ?? noActs)
  const isOffline = useSituation(situation => situation.state.line === 'offline')
  const [showsOthers, setShowsOthers] = useState(false)
  const scrollRef = useRef<HTMLDivElement>(null)
  const { like } = switches
  useEffect(() => {
    likeRef.current = like.lacking === null && asksForAnswer(item.kind) ? like.turn : null
    return () => { likeRef.current = null }
  }, [like, likeRef, item.kind])
  const count = around?.thread.entries.length ?? 0
  useEffect(() => {
    const box = scrollRef.current
    if (count === 0) return
    // Of a private conversation the last words matter; of a public one the message itself.
    if (item.kind === 'message') box?.scrollTo({ top: box.scrollHeight })
    else box?.querySelector('[data-item]')?.scrollIntoView({ block: 'nearest' })
  }, [count, item.kind])
  const others = around?.thread.others ?? []
  return (
    <>
      <ThreadHead item={item} account={account} face={face} showsAccount={showsAccount} switches={switches} onDone={onDone} />
      <div ref={scrollRef} className={classes.scroll} tabIndex={0} role="group" aria-label={say('thread')}>
        <ol className={classes.entries} data-private={item.kind === 'message' || undefined}>
          {around?.thread.entries.map(entry => <EntryView key={entry.kind === 'said' ? entry.said.key : entry.row.id} entry={entry} item={item} ownName={face?.displayName ?? ''} ownHandle={face?.handle ?? ''} ownAvatar={face?.avatarUrl ?? null} />)}
        </ol>
        {isOffline && around && !around.isKnown && asksForAnswer(item.kind) && item.about !== null && <p className={classes.note}>{say('noThread')}</p>}
        {others.length > 0 && <Button variant="subtle" color="gray" size="compact-sm" mt="sm" aria-expanded={showsOthers} onClick={() => { setShowsOthers(!showsOthers) }}>{showsOthers ? say('othersHide') : say('others', { count: others.length })}</Button>}
        {showsOthers && <ol className={classes.entries}>{others.map(entry => entry.kind === 'said' && <EntryView key={entry.said.key} entry={entry} item={item} ownName={face?.displayName ?? ''} ownHandle={face?.handle ?? ''} ownAvatar={face?.avatarUrl ?? null} />)}</ol>}
      </div>
      {asksForAnswer(item.kind) && item.ref && <ReplyBox item={item} account={account} face={face} showsAccount={showsAccount} answerRef={answerRef} listed={listed} onList={onList} />}
    </>
  )
}
