import { ActionIcon, Button, Textarea, Tooltip } from '@mantine/core'
import { IconChecks, IconLock, IconWorld } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useId, useState, type KeyboardEvent, type RefObject } from 'react'
import type { ItemKey } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { commandKey } from '../../../app/keys.ts'
import { useScreen } from '../../../app/screen.ts'
import { useNow } from '../../../app/use-now.ts'
import { deliveriesOfAccount } from '../../../db/deliveries.ts'
import type { AccountRow, ItemRow } from '../../../db/schema.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { answerTo, longAnswer, roomFor, sameAnswer } from '../answers.ts'
import { finishItems } from '../mark-items.ts'
import { keepDraft, useReplyDraft, writeDraft } from '../reply-draft.ts'
import { useLacking, useSend } from '../use-item-acts.ts'
import classes from './reply-box.module.css'

type Props = { readonly item: ItemRow; readonly account: AccountRow | undefined; readonly face: AccountFace | undefined; readonly showsAccount: boolean; readonly answerRef: RefObject<HTMLTextAreaElement | null>; readonly listed: readonly ItemKey[]; readonly onList: (from: Element | null) => void }

/** Where the answer is written; or why this account cannot answer. */
export function ReplyBox(props: Props) {
  const say = useText('inbox')
  const { item, account } = props
  const lacking = useLacking(account)(item.kind === 'message' ? 'messages' : 'reply')
  const goTo = useScreen(screen => screen.goTo)
  if (!account || lacking !== null) {
    return <div className={classes.box}><p className={classes.cannot}>{account ? say('lackingReply', { why: lacking ?? '' }) : say('gone')}</p><Button size="compact-sm" variant="default" onClick={() => { goTo('accounts') }}>{say('toAccounts')}</Button></div>
  }
  return <Writing {...props} account={account} />
}

const alikeMs = 7 * 24 * 3_600_000
const countFrom = 100

function Writing({ item, account, face, showsAccount, answerRef, listed, onList }: Props & { readonly account: AccountRow }) {
  const say = useText('inbox')
  const formats = useFormats()
  const now = useNow()
  const send = useSend(item)
  const text = useReplyDraft(item.key)
  const [isSending, setSending] = useState(false)
  const hintId = useId()
  const name = item.person.displayName || item.person.handle
  const isMessage = item.kind === 'message'
  const recent = useLiveQuery(() => deliveriesOfAccount(account.id, Date.now() - alikeMs, Infinity), [account.id]) ?? []
  const room = roomFor(item, text.trim(), account.limits)
  const isEmpty = text.trim() === ''
  const cannotSend = isEmpty || room.left < 0 || room.isTooHeavy || isSending
  const same = isEmpty ? null : sameAnswer(text, recent, item.person.remoteId)
  const hint = account.state.kind === 'needs-sign-in' ? say('signIn') : room.isTooHeavy ? say('reply.heavy') : same ? say('reply.alike', { name: same.name, when: formats.relative(same.utc, now) }) : text.length > longAnswer ? say('reply.long') : ''

  const submit = async (andDone: boolean): Promise<void> => {
    const act = answerTo(item, text.trim())
    if (cannotSend || !act) return
    const field = answerRef.current
    setSending(true)
    // The words are only let go of once the outbox has them.
    const isSent = await send(act, say('said.answered', { name }))
    setSending(false)
    if (!isSent) return
    writeDraft(item.key, '')
    await keepDraft(item.key)
    if (andDone) await finishItems([item.key], 1, listed, say('said.done', { name }))
    onList(field)
  }
  const onKeys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault()
      onList(answerRef.current)
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void submit(event.shiftKey)
    }
  }
  const Seen = item.isPublic ? IconWorld : IconLock
  return (
    <div className={classes.box}>
      <Textarea ref={answerRef} data-item={item.key} aria-label={say('reply.label', { name })} placeholder={say('reply.placeholder', { name })} value={text} onChange={event => { writeDraft(item.key, event.currentTarget.value) }} onKeyDown={onKeys}
        autosize minRows={2} maxRows={8} spellCheck aria-describedby={hintId} rightSection={<Tooltip label={`${say('act.answer')} (R)`}><kbd className={classes.key} aria-hidden>R</kbd></Tooltip>} rightSectionWidth={isEmpty ? 36 : 0} rightSectionProps={{ style: { alignItems: 'flex-start', paddingTop: 8, display: isEmpty ? 'flex' : 'none' } }} />
      <div id={hintId} className={classes.hint} aria-live="polite">{hint}</div>
      <div className={classes.foot}>
        <span className={classes.seen} data-public={item.isPublic || undefined}><Seen size={15} aria-hidden /><span>{isMessage ? say('reply.message', { name }) : say(item.isPublic ? 'reply.public' : 'reply.limited')}{showsAccount && face && <span className={classes.as}> · {say('reply.as', { account: face.short })}</span>}</span></span>
        {(!isEmpty || room.left < countFrom) && <span className={classes.count} data-over={room.left < 0 || undefined} title={words(room.left)}><span aria-hidden>{formats.number(room.left)}</span><span className={classes.spoken}>{words(room.left)}</span></span>}
        <Tooltip label={`${say('reply.sendDone')} (${commandKey}+Shift+Enter)`}><ActionIcon size={36} variant="default" disabled={cannotSend} aria-label={say('reply.sendDone')} aria-keyshortcuts="Control+Shift+Enter Meta+Shift+Enter" onClick={() => { void submit(true) }}><IconChecks size={18} aria-hidden /></ActionIcon></Tooltip>
        <Tooltip label={`${say(isMessage ? 'reply.sendMessage' : 'reply.send')} (${commandKey}+Enter)`}><Button size="sm" disabled={cannotSend} aria-keyshortcuts="Control+Enter Meta+Enter" onClick={() => { void submit(false) }}>{say(isMessage ? 'reply.sendMessage' : 'reply.send')}</Button></Tooltip>
      </div>
    </div>
  )

  function words(left: number): string {
    return left < 0 ? say('reply.over', { count: -left }) : say('reply.left', { count: left })
  }
}
