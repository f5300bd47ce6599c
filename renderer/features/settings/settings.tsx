import { useSituation } from '../../app/situation.ts'
import { useText } from '../../text/index.ts'
import { ComputerSection, LookSection, NotificationSection } from './parts/choices.tsx'
import { DataSection } from './parts/data-section.tsx'
import { PlannedSection } from './parts/planned-section.tsx'
import { WebSpaceSection } from './parts/web-space-section.tsx'
import classes from './parts/settings.module.css'

/** What the owner decides about the app itself. Each change holds at once. */
export function Settings() {
  const say = useText('settings')
  const about = useSituation(situation => situation.about)
  return (
    <div className={classes.page}>
      <LookSection />
      <PlannedSection />
      <NotificationSection />
      <ComputerSection />
      <WebSpaceSection />
      <DataSection />
      <p className={classes.about}>{say('version', { version: about.version })} · {about.runtime}</p>
    </div>
  )
}
