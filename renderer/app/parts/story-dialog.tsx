import { Modal, Stack } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import type { PostId } from '../../../preload/contract/ids.ts'
import { deliveriesOfPost } from '../../db/deliveries.ts'
import type { DeliveryRow } from '../../db/schema.ts'
import { useText } from '../../text/index.ts'
import { excerptOf } from '../../text/say-delivery.ts'
import { AccountMark } from '../../ui/account-mark.tsx'
import { useAccounts, useFaces } from '../use-accounts.ts'
import { useStoryWords } from '../use-story-words.ts'
import { DeliveryStory } from './delivery-story.tsx'
import classes from './story-dialog.module.css'

const none: readonly DeliveryRow[] = []

/** The story of a post, account by account. */
export function StoryDialog({ id, onClose }: { readonly id: PostId; readonly onClose: () => void }) {
  const say = useText('outbox')
  const words = useStoryWords()
  const faces = useFaces(useAccounts())
  const rows = useLiveQuery(() => deliveriesOfPost(id), [id]) ?? none
  const [first] = rows
  return (
    <Modal opened onClose={onClose} size={620} title={say('details')} closeButtonProps={{ 'aria-label': useText('common')('close') }}>
      <Stack gap="lg">
        {first && <p className={classes.excerpt}>{excerptOf(first.delivery.act, say)}</p>}
        {rows.length === 0 && <p className={classes.none}>{say('noDetails')}</p>}
        {rows.map(row => {
          const face = faces.get(row.delivery.accountId)
          return (
            <section key={row.id} aria-label={face ? `${face.network}: ${face.displayName}` : row.delivery.accountId}>
              <header className={classes.head}>{face && <AccountMark {...face} size={28} />}<strong>{face?.displayName ?? row.delivery.accountId}</strong>{face && <span className={classes.network}>{face.network}</span>}</header>
              <p className={classes.outcome}>{words.outcome(row)}</p>
              <DeliveryStory id={row.delivery.id} changedUtc={row.updatedUtc} startsOpen />
            </section>
          )
        })}
      </Stack>
    </Modal>
  )
}
