import { Button, Textarea } from '@mantine/core'
import { IconExternalLink, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { Content, RemoteRef } from '../../../../preload/contract/drafts.ts'
import type { Act, OwnerChoice } from '../../../../preload/contract/publishing.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { failureNotice, notice } from '../../../app/notices.tsx'
import { useNow } from '../../../app/use-now.ts'
import { comptoir } from '../../../comptoir.ts'
import { postState } from '../../../db/post-state.ts'
import type { DeliveryRow, PostRow } from '../../../db/schema.ts'
import { decideDelivery, sendAct } from '../../../sync/push.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { sayState } from '../../../text/say-delivery.ts'
import { AccountMark } from '../../../ui/account-mark.tsx'
import { choicesFor } from '../../../app/outbox-state.ts'
import type { Standing } from '../as-it-stands.ts'
import classes from './outcomes.module.css'

type Doing = 'nothing' | 'editing' | 'deleting'

/** One account's outcome: where it stands, its place on the network, and what can still be done there. */
export function Outcome({ row, delivery, standing, face, account }: { readonly row: PostRow; readonly delivery: DeliveryRow; readonly standing: Standing; readonly face: AccountFace | null; readonly account: AccountSummary | null }) {
  const say = useText('composer')
  const sayOutbox = useText('outbox')
  const formats = useFormats()
  const now = useNow()
  const [doing, setDoing] = useState<Doing>('nothing')
  const { state } = delivery
  const kind = postState({ stage: 'scheduled' }, [delivery])
  const network = face?.network ?? ''
  const remotes = state.kind === 'published' && standing.kind === 'there' ? state.remotes : []
  const [first] = remotes
  const can = (ability: 'edit' | 'delete'): boolean => account !== null && account.abilities[ability].kind === 'works'

  const decide = async (choice: OwnerChoice): Promise<void> => {
    const answer = await decideDelivery(delivery.delivery.id, choice)
    if (!answer.ok) failureNotice(answer.failure)
  }
  const send = async (acts: readonly Act[]): Promise<void> => {
    setDoing('nothing')
    for (const act of acts) {
      const answer = await sendAct({ accountId: delivery.delivery.accountId, act, origin: { kind: 'post', postId: row.id } })
      if (!answer.ok) {
        failureNotice(answer.failure)
        return
      }
    }
    notice(say('outcome.asked'))
  }
  // What hangs below goes first: a thread deleted from its top would leave its tail behind.
  const deleteAll = (): Promise<void> => send(remotes.toReversed().map((target: RemoteRef) => ({ kind: 'delete', target })))

  return (
    <article className={classes.outcome}>
      <header className={classes.head}>
        {face && <AccountMark {...face} size={34} />}
        <span className={classes.who}><strong>{face?.displayName ?? delivery.accountId}</strong><span>{network}{state.kind === 'published' ? ` · ${formats.dateTime(state.utc)}` : ''}</span></span>
        <span className={classes.state} data-state={standing.kind === 'deleted' ? 'cancelled' : kind}>{standing.kind === 'deleted' ? say('outcome.deleted') : say(`state.${kind}`)}</span>
      </header>
      {kind !== 'published' && <p className={classes.sentence}>{sayState(state, delivery.delivery.due, sayOutbox, formats, now)}</p>}
      {state.kind === 'needs-owner' && state.question.kind === 'unproved' && <ul className={classes.looks}>{state.question.looks.map(look => <li key={look.utc}>{formats.dateTime(look.utc)} · {look.lookedAt}</li>)}</ul>}
      {doing === 'editing' && first && standing.kind === 'there'
        ? <EditThere network={network} content={standing.content} onCancel={() => { setDoing('nothing') }} onSend={content => { void send([{ kind: 'edit', target: first, content }]) }} />
        : doing === 'deleting'
          ? (
            <>
              <p className={classes.sentence} role="alert">{say('outcome.deleteSure', { network })}</p>
              <div className={classes.acts}>
                <Button size="compact-md" color="brick" onClick={() => { void deleteAll() }}>{say('outcome.deleteYes')}</Button>
                <Button size="compact-md" variant="default" data-autofocus onClick={() => { setDoing('nothing') }}>{say('outcome.keep')}</Button>
              </div>
            </>
          )
          : (
            <div className={classes.acts}>
              {remotes.map((remote, index) => remote.url && (
                <Button key={remote.id} size="compact-sm" variant="default" leftSection={<IconExternalLink size={14} aria-hidden />} onClick={() => { void comptoir().system.openLink(remote.url ?? '') }}>
                  {say('outcome.open', { network })}{remotes.length > 1 ? ` (${index + 1})` : ''}
                </Button>
              ))}
              {first && remotes.length === 1 && can('edit') && <Button size="compact-sm" variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={() => { setDoing('editing') }}>{say('outcome.edit', { network })}</Button>}
              {first && can('delete') && <Button size="compact-sm" variant="subtle" color="brick" leftSection={<IconTrash size={14} aria-hidden />} onClick={() => { setDoing('deleting') }}>{say('outcome.delete', { network })}</Button>}
              {choicesFor(state).map(choice => <Button key={choice} size="compact-sm" variant={choice === 'give-up' ? 'subtle' : 'light'} onClick={() => { void decide(choice) }}>{sayOutbox(`choice.${choice}`)}</Button>)}
            </div>
          )}
    </article>
  )
}

function EditThere({ network, content, onSend, onCancel }: { readonly network: string; readonly content: Content; readonly onSend: (content: Content) => void; readonly onCancel: () => void }) {
  const say = useText('composer')
  const sayCommon = useText('common')
  const [text, setText] = useState(content.parts[0]?.text ?? '')
  return (
    <form className={classes.edit} onSubmit={event => { event.preventDefault(); onSend({ ...content, parts: content.parts.map((part, index) => index === 0 ? { ...part, text } : part) }) }}>
      <Textarea autosize minRows={3} maxRows={12} label={say('outcome.editTitle', { network })} value={text} data-autofocus onChange={event => { setText(event.currentTarget.value) }} />
      <div className={classes.acts}>
        <Button type="submit" size="compact-md" disabled={text.trim() === ''}>{say('outcome.editSend')}</Button>
        <Button size="compact-md" variant="default" onClick={onCancel}>{sayCommon('cancel')}</Button>
      </div>
    </form>
  )
}
