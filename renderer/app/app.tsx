import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import type { OpenOutcome } from '../db/open.ts'
import { cssVariables, theme } from '../ui/theme.ts'
import { Shell } from './shell.tsx'
import { useSituation } from './situation.ts'
import { StartTrouble } from './start-trouble.tsx'

/** The choice of theme lives in main's settings, so nothing is kept in the page. */
const nowhere: MantineColorSchemeManager = { get: standard => standard, set: () => {}, subscribe: () => {}, unsubscribe: () => {}, clear: () => {} }

export function App({ store }: { readonly store: OpenOutcome }) {
  const chosen = useSituation(situation => situation.settings.theme)
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" colorSchemeManager={nowhere} forceColorScheme={chosen === 'system' ? undefined : chosen}>
      <Notifications position="bottom-left" limit={4} />
      {store.kind === 'open' ? <Shell /> : <StartTrouble why={store.kind} />}
    </MantineProvider>
  )
}
