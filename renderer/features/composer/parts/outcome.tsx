import { Button } from '@mantine/core'
import { IconExternalLink, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { OwnerChoice } from '../../../../preload/contract/publishing.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { failureNotice, notice } from '../../../app/notices.tsx'
import { choicesFor, isForOwnHands, looksAskedAbout } from '../../../app/outbox-state.ts'
import { DeliveryStory } from '../../../app/parts/delivery-story.tsx'
import { Looks } from '../../../app/parts/looks.tsx'
import { useScreen } from '../../../app/screen.ts'
import { useNow } from '../../../app/use-now.ts'
import { comptoir } from '../../../comptoir.ts'
import { postState } from '../../../db/post-state.ts'
import type { DeliveryRow, PostRow } from '../../../db/schema.ts'
import type { Standing } from '../../../db/standing.ts'
import { decideDelivery } from '../../../sync/push.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { sayChoice, sayState } from '../../../text/say-delivery.ts'
import { sayStanding } from '../../../text/say-standing.ts'
import { AccountMark } from '../../../ui/account-mark.tsx'
import { deleteThere, editThere, whyNot } from '../changes-there.ts'
import { EditThere } from './edit-there.tsx'
import classes from './outcomes.module.css'

type Doing = 'nothing' | 'editing' | 'deleting'

/** One account's outcome: where it stands, its place on the network, and what can still be done there. */
export function Outcome({ row, delivery, standing, face, account }: { readonly row: PostRow; readonly delivery: DeliveryRow; readonly standing: Standing; readonly face: AccountFace | null; readonly account: AccountSummary | null }) {
  const say = useText('composer')
  const sayOutbox = useText('outbox')
  const formats = useFormats()
  const now = useNow()
  const postByHand = useScreen(screen => screen.postByHand)
  const [doing, setDoing] = useState<Doing>('nothing')
  const { state } = delivery
  const { accountId } = delivery.delivery
  const kind = postState({ stage: 'scheduled' }, [delivery])
  const network = face?.network ?? ''
  const looks = looksAskedAbout(state)
  const isMine = isForOwnHands(state)
  const { remotes } = standing
  const isDeleted = standing.kind === 'deleted'
  const stop = (): void => { setDoing('nothing') }
  const missing = remotes.length > 0 ? (['edit', 'delete'] as const).flatMap(ability => { const why = whyNot(account, ability); return why ? [say(`cannot.${ability}.${why}`, { network })] : [] }) : []
  const may = (ability: 'edit' | 'delete'): boolean => remotes.length > 0 && whyNot(account, ability) === null && standing.underWay !== 'delete'

  const decide = async (choice: OwnerChoice): Promise<void> => {
    const answer = await decideDelivery(delivery.delivery.id, choice)
    if (!answer.ok) failureNotice(answer.failure)
  }
  const remove = async (): Promise<void> => {
    stop()
    if (await deleteThere(row.id, [{ accountId, standing }])) notice(say('outcome.asked'))
  }

  return (
    <article className={classes.outcome} aria-label={face ? `${face.network}: ${face.displayName}` : accountId}>
      <header className={classes.head}>
        {face && <AccountMark {...face} size={34} />}
        <span className={classes.who}><strong>{face?.displayName ?? accountId}</strong><span>{network}{state.kind === 'published' ? ` · ${formats.dateTime(state.utc)}` : ''}</span></span>
        <span className={classes.state} data-state={isDeleted ? 'cancelled' : kind}>{isDeleted ? say('outcome.deleted') : say(`state.${kind}`)}</span>
      </header>
      {(kind !== 'published' || (state.kind === 'published' && state.byOwner)) && <p className={classes.sentence}>{sayState(state, delivery.delivery.due, sayOutbox, formats, now, false, face?.isByHand)}</p>}
      {sayStanding(standing, network, say, formats).map(sentence => <p key={sentence} className={classes.sentence}>{sentence}</p>)}
      {looks && <Looks looks={looks} profileUrl={face?.profileUrl ?? null} network={network} />}
      {doing === 'editing' && account && <EditThere face={face} account={account} standing={standing} onCancel={stop} onSend={texts => { stop(); void editThere(row.id, accountId, standing, texts) }} />}
      {doing === 'deleting' && (
        <>
          <p className={classes.sentence} role="alert">{say('outcome.deleteSure', { network })}</p>
          <div className={classes.acts}>
            <Button size="compact-md" color="brick" onClick={() => { void remove() }}>{say('outcome.deleteYes')}</Button>
            <Button size="compact-md" variant="default" autoFocus onClick={stop}>{say('outcome.keep')}</Button>
          </div>
        </>
      )}
      {doing === 'nothing' && (
        <>
          <div className={classes.acts} hidden={remotes.length === 0 && choicesFor(state, delivery.delivery.act).length === 0}>
            {remotes.map(({ remote, part }) => remote.url && (
              <Button key={remote.id} size="compact-sm" variant="default" leftSection={<IconExternalLink size={14} aria-hidden />} onClick={() => { void comptoir().system.openLink(remote.url ?? '') }}>
                {say('outcome.open', { network })}{standing.content.parts.length > 1 ? ` (${part + 1})` : ''}
              </Button>
            ))}
            {may('edit') && <Button size="compact-sm" variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={() => { setDoing('editing') }}>{say('outcome.edit', { network })}</Button>}
            {may('delete') && <Button size="compact-sm" variant="subtle" color="brick" leftSection={<IconTrash size={14} aria-hidden />} onClick={() => { setDoing('deleting') }}>{say('outcome.delete', { network })}</Button>}
            {isMine && <Button size="compact-sm" onClick={() => { postByHand(delivery.delivery.id) }}>{sayOutbox('byHand')}</Button>}
            {choicesFor(state, delivery.delivery.act).map(choice => <Button key={choice} size="compact-sm" variant={choice === 'give-up' ? 'subtle' : looks ? 'default' : 'light'} onClick={() => { void decide(choice) }}>{sayChoice(choice, state, sayOutbox)}</Button>)}
          </div>
          {[...new Set(missing)].map(sentence => <p key={sentence} className={classes.cannot}>{sentence}</p>)}
        </>
      )}
      {delivery.attempts > 0 && <DeliveryStory id={delivery.delivery.id} changedUtc={delivery.updatedUtc} />}
    </article>
  )
}
