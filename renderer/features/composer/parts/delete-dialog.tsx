import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { notice } from '../../../app/notices.tsx'
import { comptoir } from '../../../comptoir.ts'
import type { DeliveryRow, PostRow } from '../../../db/schema.ts'
import { standingOf, type PostChanges } from '../../../db/standing.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { deleteThere, hideHere, whyNot } from '../changes-there.ts'
import { remotesOf } from './outcomes.tsx'

type Where = 'here' | 'there' | 'both'
export type DeleteWish = { readonly row: PostRow; readonly deliveries: readonly DeliveryRow[]; readonly changes: PostChanges; readonly faces: ReadonlyMap<AccountId, AccountFace>; readonly accounts: readonly AccountSummary[] }

/** The one question before something public is gone for good: where. */
export function DeleteDialog({ row, deliveries, changes, faces, accounts, onClose, onHidden }: DeleteWish & { readonly onClose: () => void; readonly onHidden: () => void }) {
  const say = useText('composer')
  const sayCommon = useText('common')
  const formats = useFormats()
  const out = deliveries.map(({ delivery: { accountId } }) => ({
    accountId, face: faces.get(accountId) ?? null, account: accounts.find(one => one.id === accountId) ?? null,
    standing: standingOf(row, accountId, remotesOf(deliveries, accountId), changes),
  })).filter(({ standing }) => standing.remotes.length > 0)
  const can = out.filter(({ account }) => whyNot(account, 'delete') === null)
  const cannot = out.filter(({ account }) => whyNot(account, 'delete') !== null)
  const namesOf = (some: typeof out): string => formats.list([...new Set(some.map(({ face, accountId }) => face?.short ?? accountId))])
  const [where, setWhere] = useState<Where>(can.length > 0 ? 'both' : 'here')
  const [isBusy, setBusy] = useState(false)
  const isAllOut = deliveries.every(({ state }) => state.kind === 'published' || state.kind === 'cancelled')
  const names = namesOf(can)
  const go = async (): Promise<void> => {
    setBusy(true)
    const isAsked = where === 'here' || await deleteThere(row.id, can)
    const stays = where === 'here' ? out : cannot
    const isHidden = isAsked && where !== 'there' && await hideHere(row.id, isAllOut, stays.length > 0 ? say('remove.doneHere', { networks: namesOf(stays) }) : where === 'both' ? say('outcome.asked') : say('remove.doneHereNone'))
    setBusy(false)
    if (isAsked && where === 'there') notice(say('outcome.asked'))
    if (isHidden) onHidden()
    else if (isAsked) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={say('remove.title')} closeButtonProps={{ 'aria-label': sayCommon('close') }}>
      <Stack>
        <Radio.Group label={say('remove.where')} value={where} onChange={value => { setWhere(value as Where) /* the cast: one of the three below */ }}>
          <Stack gap="sm" mt="xs">
            <Radio value="both" disabled={can.length === 0} label={names ? say('remove.both', { networks: names }) : say('remove.bothNone')} description={say('remove.bothWhy')} />
            <Radio value="there" disabled={can.length === 0} label={names ? say('remove.there', { networks: names }) : say('remove.thereNone')} description={out.length === 0 ? say('remove.nothingThere') : say('remove.thereWhy')} />
            <Radio value="here" label={say('remove.here')} description={out.length > 0 ? say('remove.hereWhy', { networks: namesOf(out) }) : say('remove.hereWhyNone')} />
          </Stack>
        </Radio.Group>
        {cannot.map(({ accountId, face, account, standing }) => {
          const why = whyNot(account, 'delete')
          const url = standing.remotes[0]?.remote.url
          return why && (
            <Group key={accountId} gap="xs">
              <Text size="sm" c="dimmed">{say(`cannot.delete.${why}`, { network: face?.network ?? '' })}</Text>
              {url && <Button size="compact-sm" variant="default" leftSection={<IconExternalLink size={14} aria-hidden />} onClick={() => { void comptoir().system.openLink(url) }}>{say('outcome.open', { network: face?.network ?? '' })}</Button>}
            </Group>
          )
        })}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>{sayCommon('cancel')}</Button>
          <Button color="brick" loading={isBusy} onClick={() => { void go() }}>{say(`remove.yes.${where}`)}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
