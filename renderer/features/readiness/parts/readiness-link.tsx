import { Button } from '@mantine/core'
import { IconChecklist } from '@tabler/icons-react'
import { isHint } from '../../../../preload/contract/readiness.ts'
import { useScreen } from '../../../app/screen.ts'
import { useSituation } from '../../../app/situation.ts'
import { useNow } from '../../../app/use-now.ts'
import { useText } from '../../../text/index.ts'
import { useReadiness } from '../use-readiness.ts'

/** Looks on demand; from the hour of the evening check on it says by itself what was found. */
export function ReadinessLink() {
  const say = useText('readiness')
  const { isOn, at } = useSituation(situation => situation.settings.check)
  const now = new Date(useNow())
  const clock = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`
  return isOn && clock >= at ? <EveningLink /> : <Link label={say('title')} toDo={0} />
}

function EveningLink() {
  const say = useText('readiness')
  const { readiness } = useReadiness()
  if (readiness.kind !== 'known' || readiness.facts.records.length === 0) return <Link label={say('title')} toDo={0} />
  const toDo = readiness.findings.filter(finding => !isHint(finding)).length
  return <Link label={toDo > 0 ? say('toDoShort', { count: toDo }) : say('readyShort')} toDo={toDo} />
}

function Link({ label, toDo }: { readonly label: string; readonly toDo: number }) {
  return <Button size="compact-sm" variant={toDo > 0 ? 'default' : 'subtle'} leftSection={<IconChecklist size={16} stroke={1.7} aria-hidden />} onClick={() => { useScreen.getState().showSheet('readiness') }}>{label}</Button>
}
