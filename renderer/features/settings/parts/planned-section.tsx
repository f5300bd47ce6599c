import { changeSettings } from '../../../app/change-settings.ts'
import { LateForm } from '../../../app/parts/late-form.tsx'
import { useSituation } from '../../../app/situation.ts'
import { useText } from '../../../text/index.ts'
import { ClockField } from '../../../ui/clock-field.tsx'
import { Row, Section } from './section.tsx'
import { ToggleRow } from './toggle-row.tsx'

/** What holds for all that is planned, unless a post says otherwise. */
export function PlannedSection() {
  const say = useText('settings')
  const { late, check } = useSituation(situation => situation.settings)
  return (
    <Section title={say('planned')}>
      <Row label={say('late')} why={say('lateWhy')}><LateForm policy={late} onChange={next => { void changeSettings({ late: next }) }} /></Row>
      <ToggleRow label={say('check')} why={say('checkWhy')} isOn={check.isOn} change={isOn => { void changeSettings({ check: { ...check, isOn } }) }} />
      {check.isOn && (
        <Row label={say('checkAt')}>
          {/* An emptied field is not an hour: it keeps the one that stands. */}
          <ClockField label={say('checkAt')} value={check.at} change={at => { if (at) void changeSettings({ check: { ...check, at } }) }} />
        </Row>
      )}
    </Section>
  )
}
