import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import type { OpenOutcome } from '../db/open.ts'
import { cssVariables, theme } from '../ui/theme.ts'
import { Welcome } from '../features/welcome/index.ts'
import { Shell } from './shell.tsx'
import { useSituation } from './situation.ts'
import { StartTrouble } from './start-trouble.tsx'
import { useZone } from './use-zone.ts'
import { endWelcome, useIsFirstStart } from './use-welcome.ts'

/** The choice of theme lives in main's settings, so nothing is kept in the page. */
const nowhere: MantineColorSchemeManager = { get: standard => standard, set: () => {}, subscribe: () => {}, unsubscribe: () => {}, clear: () => {} }

export function App({ store }: { readonly store: OpenOutcome }) {
  const chosen = useSituation(situation => situation.settings.theme)
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" colorSchemeManager={nowhere} forceColorScheme={chosen === 'system' ? undefined : chosen}>
      <Notifications position="bottom-center" limit={4} />
      {store.kind === 'open' ? <Front /> : <StartTrouble why={store.kind} />}
    </MantineProvider>
  )
}

function Front() {
  const isFirst = useIsFirstStart()
  const zone = useZone()
  // Whoever has had an account once is no newcomer, also after disconnecting the last one.
  useEffect(() => { if (isFirst === false) void endWelcome() }, [isFirst])
  if (isFirst === undefined) return null // one reading of the store: a few milliseconds
  // In another zone every time on screen is another: all is drawn anew. What is being written is in the store.
  return isFirst ? <Welcome /> : <Shell key={zone} />
}
