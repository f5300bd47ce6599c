import { TextInput } from '@mantine/core'
import { useId } from 'react'
import { changeSettings } from '../../../app/change-settings.ts'
import { LateForm } from '../../../app/parts/late-form.tsx'
import { useSituation } from '../../../app/situation.ts'
import { useText } from '../../../text/index.ts'
import { Row, Section } from './section.tsx'
import { ToggleRow } from './toggle-row.tsx'

/** What holds for all that is planned, unless a post says otherwise. */
export function PlannedSection() {
  const say = useText('settings')
  const { late, check } = useSituation(situation => situation.settings)
  const at = useId()
  return (
    <Section title={say('planned')}>
      <Row label={say('late')} why={say('lateWhy')}><LateForm policy={late} onChange={next => { void changeSettings({ late: next }) }} /></Row>
      <ToggleRow label={say('check')} why={say('checkWhy')} isOn={check.isOn} change={isOn => { void changeSettings({ check: { ...check, isOn } }) }} />
      {check.isOn && (
        <Row label={say('checkAt')} htmlFor={at}>
          <TextInput id={at} type="time" value={check.at} onChange={({ currentTarget: { value } }) => { if (value) void changeSettings({ check: { ...check, at: value } }) }} />
        </Row>
      )}
    </Section>
  )
}
