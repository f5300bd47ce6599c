import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconAlertOctagon, IconArrowBackUp, IconArrowForwardUp, IconChartBar, IconEye, IconLanguage, IconListNumbers, IconMessage2Plus, IconPhotoPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { Content } from '../../../../preload/contract/drafts.ts'
import type { Ability, Visibility } from '../../../../preload/contract/networks.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { newPoll, type Action, type Whose } from '../composer-state.ts'
import classes from './tools.module.css'

const languages = ['fr', 'en', 'de', 'es', 'it', 'nl', 'pt', 'pl', 'ar', 'br', 'ca', 'oc', 'ja', 'zh', 'uk'] as const

/** What can be added to the text. An ability that no chosen account has is left out. */
export function Tools({ content, whose, accounts, canUndo, canRedo, isAdding, dispatch, onUndo, onRedo, onChoose }: {
  readonly content: Content; readonly whose: Whose; readonly accounts: readonly AccountSummary[]
  readonly canUndo: boolean; readonly canRedo: boolean; readonly isAdding: boolean
  readonly dispatch: (action: Action) => void; readonly onUndo: () => void; readonly onRedo: () => void; readonly onChoose: () => void
}) {
  const say = useText('composer')
  const { locale } = useFormats()
  const can = (ability: Ability): boolean => accounts.length === 0 || accounts.some(account => account.abilities[ability].kind === 'works')
  const takesDocuments = accounts.some(account => account.abilities.documents.kind === 'works' && account.limits.documents !== undefined)
  const last = content.parts.length - 1
  const canComment = accounts.length > 0 && !can('thread') && can('first-comment') && last === 0
  const visibilities = [...new Set(accounts.flatMap(account => account.limits.visibilities))]
  const languageName = new Intl.DisplayNames(locale, { type: 'language' })
  return (
    <div className={classes.row} role="toolbar" aria-label={say('tools')}>
      {(can('images') || can('video') || takesDocuments) && <Tool label={say(takesDocuments ? 'media.addAny' : 'media.add')} isBusy={isAdding} onClick={onChoose}><IconPhotoPlus size={20} stroke={1.6} aria-hidden /></Tool>}
      {can('poll') && !content.parts[last]?.poll && <Tool label={say('poll.add')} onClick={() => { dispatch({ kind: 'put-poll', whose, part: last, poll: newPoll() }) }}><IconChartBar size={20} stroke={1.6} aria-hidden /></Tool>}
      {can('content-warning') && <Tool label={content.contentWarning === null ? say('warning.add') : say('warning.remove')} isOn={content.contentWarning !== null} onClick={() => { dispatch({ kind: 'warn', whose, warning: content.contentWarning === null ? '' : null }) }}><IconAlertOctagon size={20} stroke={1.6} aria-hidden /></Tool>}
      {can('thread') && <Tool label={say('parts.add')} onClick={() => { dispatch({ kind: 'add-part', whose, part: last }) }}><IconListNumbers size={20} stroke={1.6} aria-hidden /></Tool>}
      {canComment && <Tool label={say('parts.addComment')} onClick={() => { dispatch({ kind: 'add-part', whose, part: last }) }}><IconMessage2Plus size={20} stroke={1.6} aria-hidden /></Tool>}
      {can('visibility') && visibilities.length > 1 && (
        <Choice<Visibility> label={say('visibility.label')} icon={<IconEye size={20} stroke={1.6} aria-hidden />} value={content.visibility} usual={say('visibility.usual')}
          options={visibilities.map(value => ({ value, label: say(`visibility.${value}`) }))} onChoose={visibility => { dispatch({ kind: 'show-to', whose, visibility }) }} />
      )}
      {can('language') && (
        <Choice<string> label={say('language.label')} icon={<IconLanguage size={20} stroke={1.6} aria-hidden />} value={content.language} usual={say('language.usual')}
          options={languages.map(value => ({ value, label: languageName.of(value) ?? value }))} onChoose={language => { dispatch({ kind: 'speak', whose, language }) }} />
      )}
      <span className={classes.gap} />
      <Tool label={`${say('undo')} (Ctrl+Z)`} isOff={!canUndo} onClick={onUndo}><IconArrowBackUp size={20} stroke={1.6} aria-hidden /></Tool>
      <Tool label={`${say('redo')} (Ctrl+Shift+Z)`} isOff={!canRedo} onClick={onRedo}><IconArrowForwardUp size={20} stroke={1.6} aria-hidden /></Tool>
    </div>
  )
}

function Tool({ label, onClick, children, isOn = false, isOff = false, isBusy = false }: { readonly label: string; readonly onClick: () => void; readonly children: ReactNode; readonly isOn?: boolean; readonly isOff?: boolean; readonly isBusy?: boolean }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant={isOn ? 'light' : 'subtle'} color={isOn ? 'counter' : 'gray'} size="lg" aria-label={label} disabled={isOff} loading={isBusy} className={isOn ? '' : classes.tool ?? ''} onClick={onClick}>{children}</ActionIcon>
    </Tooltip>
  )
}

function Choice<V extends string>({ label, icon, value, usual, options, onChoose }: {
  readonly label: string; readonly icon: ReactNode; readonly value: V | null; readonly usual: string; readonly options: readonly { readonly value: V; readonly label: string }[]; readonly onChoose: (value: V | null) => void
}) {
  const chosen = options.find(option => option.value === value)
  const name = `${label}: ${chosen?.label ?? usual}`
  return (
    <Menu shadow="md" position="top-start">
      <Menu.Target>
        <Tooltip label={name}>
          <ActionIcon variant={chosen ? 'light' : 'subtle'} color={chosen ? 'counter' : 'gray'} size="lg" aria-label={name} className={chosen ? '' : classes.tool ?? ''}>{icon}</ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        <Menu.Label>{label}</Menu.Label>
        <Menu.Item fw={chosen ? 400 : 650} onClick={() => { onChoose(null) }}>{usual}</Menu.Item>
        {options.map(option => <Menu.Item key={option.value} fw={option.value === value ? 650 : 400} onClick={() => { onChoose(option.value) }}>{option.label}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}
