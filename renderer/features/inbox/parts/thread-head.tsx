import { ActionIcon, Button, Menu, Popover, Tooltip, UnstyledButton } from '@mantine/core'
import { IconArrowLeft, IconBan, IconCheck, IconDots, IconExternalLink, IconFlag, IconHeart, IconHeartFilled, IconMail, IconRepeat, IconUserPlus, IconUserCheck, IconVolumeOff, type Icon } from '@tabler/icons-react'
import { useState } from 'react'
import { asksForAnswer } from '../../../../preload/contract/items.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { comptoir } from '../../../comptoir.ts'
import type { AccountRow, ItemRow } from '../../../db/schema.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { PersonMark } from '../../../ui/account-mark.tsx'
import { openItem } from '../inbox-screen.ts'
import { openableUrl } from '../linked-text.ts'
import { setUnread } from '../mark-items.ts'
import { useLacking, type Switch, type SwitchKind } from '../use-item-acts.ts'
import { PersonCard } from './person-card.tsx'
import { ReportDialog } from './report-dialog.tsx'
import classes from './thread-head.module.css'

type Props = { readonly item: ItemRow; readonly account: AccountRow | undefined; readonly face: AccountFace | undefined; readonly showsAccount: boolean; readonly switches: Readonly<Record<SwitchKind, Switch>>; readonly onDone: () => void }

/** Who and how, and what can be done about it. */
export function ThreadHead({ item, account, face, showsAccount, switches, onDone }: Props) {
  const say = useText('inbox')
  const formats = useFormats()
  const name = item.person.displayName || item.person.handle
  const canLike = asksForAnswer(item.kind) && item.ref !== null
  const isFollow = item.kind === 'follow' || item.kind === 'follow-request'
  return (
    <div className={classes.head}>
      <Tooltip label={say('back')}><ActionIcon className={classes.back} variant="subtle" color="gray" size="lg" aria-label={say('back')} onClick={() => { openItem(item.key, false) }}><IconArrowLeft size={18} aria-hidden /></ActionIcon></Tooltip>
      <Popover width={300} position="bottom-start" shadow="md" trapFocus returnFocus withinPortal={false}>
        <span className={classes.who}>
          <PersonMark displayName={name} avatarUrl={item.person.avatarUrl} size={36} />
          <Popover.Target><UnstyledButton className={classes.whoButton} title={say('person.label', { name })} aria-label={say('person.label', { name })} /></Popover.Target>
        </span>
        <Popover.Dropdown p="lg" aria-label={say('person.label', { name })}><PersonCard item={item} account={account} network={face?.network ?? item.network} /></Popover.Dropdown>
      </Popover>
      <div className={classes.words}>
        <h2 className={classes.title}>{say(`headline.${item.kind}`, { name })}</h2>
        <div className={classes.facts}>{[showsAccount ? face?.short : undefined, formats.dateTime(item.createdUtc), ...(isFollow ? [] : [say(item.isPublic ? 'public' : 'private')])].filter(Boolean).join(' · ')}</div>
      </div>
      <div className={classes.acts}>
        {canLike && <SwitchIcon of={switches.like} icon={switches.like.isOn ? IconHeartFilled : IconHeart} label={say(switches.like.isOn ? 'act.unlike' : 'act.like')} keyName="L" />}
        {canLike && item.kind !== 'message' && item.isPublic && <SwitchIcon of={switches.boost} icon={IconRepeat} label={say(switches.boost.isOn ? 'act.unboost' : 'act.boost')} />}
        {isFollow && <FollowBack of={switches.follow} />}
        <MoreMenu item={item} account={account} switches={switches} />
        <Tooltip label={`${say(item.isDone ? 'act.notDone' : 'act.done')} (E)`}>
          <Button size="sm" variant={item.isDone ? 'light' : 'default'} px="sm" leftSection={<IconCheck size={16} aria-hidden />} aria-pressed={item.isDone === 1} aria-keyshortcuts="E" onClick={onDone}>{say('act.done')}</Button>
        </Tooltip>
      </div>
    </div>
  )
}

/** What an account cannot do stays in sight and says why, instead of failing later. */
function SwitchIcon({ of, icon: Mark, label, keyName }: { readonly of: Switch; readonly icon: Icon; readonly label: string; readonly keyName?: string }) {
  const say = useText('inbox')
  const words = of.lacking === null ? label : say('lacking', { what: label, why: of.lacking })
  return (
    <Tooltip label={keyName && of.lacking === null ? `${words} (${keyName})` : words} multiline maw={260}>
      <ActionIcon size={36} variant={of.isOn ? 'light' : 'subtle'} color={of.isOn ? 'counter' : 'gray'} aria-label={words} aria-pressed={of.isOn} aria-disabled={of.lacking !== null || undefined} data-disabled={of.lacking !== null || undefined}
        {...(keyName ? { 'aria-keyshortcuts': keyName } : {})} onClick={() => { if (of.lacking === null) of.turn() }}><Mark size={19} stroke={1.7} aria-hidden /></ActionIcon>
    </Tooltip>
  )
}

function FollowBack({ of }: { readonly of: Switch }) {
  const say = useText('inbox')
  const label = say(of.isOn ? 'act.unfollow' : 'act.followBack')
  return (
    <Tooltip label={of.lacking === null ? label : say('lacking', { what: label, why: of.lacking })}>
      <Button size="sm" variant={of.isOn ? 'light' : 'filled'} leftSection={of.isOn ? <IconUserCheck size={16} aria-hidden /> : <IconUserPlus size={16} aria-hidden />} aria-pressed={of.isOn} data-disabled={of.lacking !== null || undefined}
        aria-disabled={of.lacking !== null || undefined} onClick={() => { if (of.lacking === null) of.turn() }}>{of.isOn ? say('person.following') : label}</Button>
    </Tooltip>
  )
}

function MoreMenu({ item, account, switches: { follow, mute, block } }: Pick<Props, 'item' | 'account' | 'switches'>) {
  const say = useText('inbox')
  const lackingFor = useLacking(account)
  const [isReporting, setReporting] = useState(false)
  const url = item.ref?.url && openableUrl(item.ref.url)
  const isAboutPerson = item.kind !== 'notice' && item.kind !== 'poll-ended'
  const reportLacking = lackingFor('report')
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={264} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target><Tooltip label={say('act.more')}><ActionIcon size={36} variant="subtle" color="gray" aria-label={say('act.more')}><IconDots size={19} aria-hidden /></ActionIcon></Tooltip></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconMail size={16} aria-hidden />} rightSection={<kbd className={classes.key}>U</kbd>} onClick={() => { void setUnread([item.key], item.isRead ? 0 : 1, say(item.isRead ? 'said.unread' : 'said.read')) }}>{say(item.isRead ? 'act.unread' : 'act.read')}</Menu.Item>
          {url && <Menu.Item leftSection={<IconExternalLink size={16} aria-hidden />} onClick={() => { void comptoir().system.openLink(url) }}>{say('act.openOutside')}</Menu.Item>}
          {isAboutPerson && <>
            <Menu.Divider />
            <MenuSwitch of={follow} icon={IconUserPlus} label={say(follow.isOn ? 'act.unfollow' : 'act.follow')} />
            <MenuSwitch of={mute} icon={IconVolumeOff} label={say(mute.isOn ? 'act.unmute' : 'act.mute')} />
            <MenuSwitch of={block} icon={IconBan} label={say(block.isOn ? 'act.unblock' : 'act.block')} />
            <Menu.Item leftSection={<IconFlag size={16} aria-hidden />} disabled={reportLacking !== null} onClick={() => { setReporting(true) }}>{say('act.report')}{reportLacking && <span className={classes.why}>{reportLacking}</span>}</Menu.Item>
          </>}
        </Menu.Dropdown>
      </Menu>
      {isReporting && <ReportDialog item={item} close={() => { setReporting(false) }} />}
    </>
  )
}

function MenuSwitch({ of, icon: Mark, label }: { readonly of: Switch; readonly icon: Icon; readonly label: string }) {
  return <Menu.Item leftSection={<Mark size={16} aria-hidden />} disabled={of.lacking !== null} onClick={of.turn}>{label}{of.lacking && <span className={classes.why}>{of.lacking}</span>}</Menu.Item>
}
