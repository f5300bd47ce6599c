import { IconChecklist, IconDeviceLaptop, IconKeyboard, IconMoon, IconMoonStars, IconPencilPlus, IconPlayerPause, IconPlayerPlay, IconRefresh, IconSend, IconSun, type Icon } from '@tabler/icons-react'
import { useMemo } from 'react'
import { comptoir } from '../comptoir.ts'
import { useText } from '../text/index.ts'
import { changeSettings } from './change-settings.ts'
import { failureNotice } from './notices.tsx'
import { places } from './places.ts'
import { useScreen } from './screen.ts'
import { useSituation } from './situation.ts'
import { startPost } from './start-post.ts'
import { useLetterKeys } from './use-shortcuts.ts'

export type Command = { readonly id: string; readonly kind: 'place' | 'act'; readonly label: string; readonly icon: Icon; readonly keys?: readonly string[]; readonly run: () => void }

const placeKeys: Partial<Record<string, readonly string[]>> = { today: ['G', 'T'], calendar: ['G', 'C'], inbox: ['G', 'I'], analytics: ['G', 'A'] }

/** All that can be done from anywhere, for the palette. */
export function useCommands(): readonly Command[] {
  const say = useText('shell')
  const isPaused = useSituation(situation => situation.state.pause !== null)
  return useMemo(() => {
    const { goTo, showOutbox, showSheet } = useScreen.getState()
    const act = (id: string, label: string, icon: Icon, run: () => void, keys?: readonly string[]): Command => ({ id, kind: 'act', label, icon, run, ...(keys ? { keys } : {}) })
    return [
      act('new-post', say('newPost'), IconPencilPlus, () => { void startPost() }, ['N']),
      ...places.map((place): Command => ({ id: place.id, kind: 'place', label: say(`place.${place.id}`), icon: place.icon, run: () => { goTo(place.id) }, ...(placeKeys[place.id] ? { keys: placeKeys[place.id] ?? [] } : {}) })),
      act('outbox', say('key.outbox'), IconSend, () => { showOutbox(true) }, ['O']),
      act('readiness', say('readiness'), IconChecklist, () => { showSheet('readiness') }),
      act('away', say('away'), IconMoonStars, () => { showSheet('away') }),
      act('refresh', say('refresh'), IconRefresh, () => { tell(comptoir().reading.refresh()) }),
      isPaused
        ? act('resume', say('resume'), IconPlayerPlay, () => { showSheet('resume') })
        : act('pause', say('pause'), IconPlayerPause, () => { tell(comptoir().outbox.pause('')) }),
      act('light', say('light'), IconSun, () => { void changeSettings({ theme: 'light' }) }),
      act('dark', say('dark'), IconMoon, () => { void changeSettings({ theme: 'dark' }) }),
      act('system-theme', say('systemTheme'), IconDeviceLaptop, () => { void changeSettings({ theme: 'system' }) }),
      act('keys', say('keys'), IconKeyboard, () => { useLetterKeys.setState({ listIsOpen: true }) }, ['?']),
    ]
  }, [say, isPaused])
}

function tell(answer: ReturnType<ReturnType<typeof comptoir>['reading']['refresh']>): void {
  void answer.then(outcome => { if (!outcome.ok) failureNotice(outcome.failure) })
}
