import { create } from 'zustand'
import type { NetworkDescription } from '../../preload/contract/networks.ts'
import { defaultSettings, type AboutInfo, type Settings, type SystemState } from '../../preload/contract/system.ts'
import { comptoir } from '../comptoir.ts'
import { setUsualPublisher } from '../sync/usual-publisher.ts'
import { setUsualLate } from '../sync/usual-late.ts'
import { speak, type Language } from '../text/index.ts'

/** What main told about itself: read once at start-up, then kept by its events. */
export type Situation = {
  readonly about: AboutInfo
  readonly settings: Settings
  readonly state: SystemState
  readonly networks: readonly NetworkDescription[]
}

const before: Situation = {
  about: { version: '', dataFolder: '', systemLanguage: 'en', runtime: '' },
  settings: defaultSettings,
  state: { line: 'online', keychain: 'open', pause: null, journalTrouble: null, journalId: '', clockOffByMs: null, alarm: null, backSinceUtc: null, notRevoked: [] },
  networks: [],
}

export const useSituation = create<Situation>()(() => before)

// What is handed over without a late policy of its own takes the owner's usual one.
useSituation.subscribe(({ settings }) => {
  setUsualLate(settings.late)
  setUsualPublisher(settings.networksPublish ? 'network' : 'computer')
})

export const languageOf = ({ settings, about }: Pick<Situation, 'settings' | 'about'>): Language =>
  settings.language === 'system' ? about.systemLanguage : settings.language

/** Asks main all at once; what it does not answer keeps its usual value, so that the window opens whatever happens. */
export async function readSituation(): Promise<Situation> {
  const { system, accounts } = comptoir()
  const [about, settings, state, networks] = await Promise.all([system.about(), system.settings(), system.state(), accounts.networks()])
  const known: Situation = {
    about: about.ok ? about.value : before.about,
    settings: settings.ok ? settings.value : before.settings,
    state: state.ok ? state.value : before.state,
    networks: networks.ok ? networks.value : before.networks,
  }
  useSituation.setState(known)
  return known
}

/** Keeps the situation true from now on; returns its own end. */
export function followSituation(): () => void {
  const { on } = comptoir()
  const ends = [
    on('stateChanged', state => { useSituation.setState({ state }) }),
    on('settingsChanged', settings => {
      useSituation.setState({ settings })
      void speak(languageOf(useSituation.getState())) // cannot fail: both languages are in the bundle
    }),
  ]
  return () => { for (const end of ends) end() }
}

/** A network's name as people know it; its id for one that is no longer offered. */
export const networkName = (networks: readonly NetworkDescription[], id: string): string => networks.find(network => network.id === id)?.name ?? id
