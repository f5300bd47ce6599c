import { Button, SegmentedControl } from '@mantine/core'
import { changeSettings } from '../../../app/change-settings.ts'
import { useSituation } from '../../../app/situation.ts'
import { turnLetterKeys, useLetterKeys } from '../../../app/use-shortcuts.ts'
import { useText } from '../../../text/index.ts'
import { ClockField } from '../../../ui/clock-field.tsx'
import { Row, Section } from './section.tsx'
import classes from './settings.module.css'
import { ToggleRow } from './toggle-row.tsx'

const languages = ['system', 'fr', 'en'] as const
const themes = ['system', 'light', 'dark'] as const
const rings = ['mentions', 'messages', 'reactions', 'problems'] as const

export function LookSection() {
  const say = useText('settings')
  const { language, theme } = useSituation(situation => situation.settings)
  return (
    <Section title={say('look')}>
      <Row label={say('language')}>
        <SegmentedControl aria-label={say('language')} value={language} data={languages.map(value => ({ value, label: say(`languageOf.${value}`) }))} onChange={value => { void changeSettings({ language: value }) }} />
      </Row>
      <Row label={say('theme')}>
        <SegmentedControl aria-label={say('theme')} value={theme} data={themes.map(value => ({ value, label: say(`themeOf.${value}`) }))} onChange={value => { void changeSettings({ theme: value }) }} />
      </Row>
    </Section>
  )
}

export function NotificationSection() {
  const say = useText('settings')
  const { notifications, quietHours } = useSituation(situation => situation.settings)
  return (
    <Section title={say('notifications')}>
      {rings.map((ring, index) => <ToggleRow key={ring} label={say(`ring.${ring}`)} {...(index === 0 ? { why: say('notificationsWhy') } : {})} isOn={notifications[ring]} change={isOn => { void changeSettings({ notifications: { ...notifications, [ring]: isOn } }) }} />)}
      <ToggleRow label={say('quiet')} why={say('quietWhy')} isOn={quietHours.isOn} change={isOn => { void changeSettings({ quietHours: { ...quietHours, isOn } }) }} />
      {quietHours.isOn && (
        <div className={classes.row}>
          <Hour label={say('from')} value={quietHours.from} change={from => { void changeSettings({ quietHours: { ...quietHours, from } }) }} />
          <Hour label={say('to')} value={quietHours.to} change={to => { void changeSettings({ quietHours: { ...quietHours, to } }) }} />
        </div>
      )}
    </Section>
  )
}

function Hour({ label, value, change }: { readonly label: string; readonly value: string; readonly change: (value: string) => void }) {
  // An emptied field is not an hour: it keeps the one that stands.
  return <span className={classes.hours}><span aria-hidden>{label}</span><ClockField label={label} value={value} change={at => { if (at) change(at) }} /></span>
}

export function ComputerSection() {
  const say = useText('settings')
  const { launchAtLogin, staysInTray, networksPublish } = useSituation(situation => situation.settings)
  const letterKeys = useLetterKeys(keys => keys.areOn)
  return (
    <Section title={say('computer')}>
      <ToggleRow label={say('launch')} why={say('launchWhy')} isOn={launchAtLogin} change={isOn => { void changeSettings({ launchAtLogin: isOn }) }} />
      <ToggleRow label={say('tray')} why={say('trayWhy')} isOn={staysInTray} change={isOn => { void changeSettings({ staysInTray: isOn }) }} />
      <ToggleRow label={say('networksPublish')} why={say('networksPublishWhy')} isOn={networksPublish} change={isOn => { void changeSettings({ networksPublish: isOn }) }} />
      <ToggleRow label={say('letterKeys')} why={say('letterKeysWhy')} isOn={letterKeys} change={isOn => { void turnLetterKeys(isOn) }} />
      <Row label={say('keyboard')}><Button variant="default" size="sm" onClick={() => { useLetterKeys.setState({ listIsOpen: true }) }}>{say('showKeys')}</Button></Row>
    </Section>
  )
}
