import type { AboutInfo } from '../../preload/contract/system.ts'
import { chooseLanguage } from '../text/texts.ts'

export function aboutInfo({ version, dataFolder, systemLanguages, versions }: {
  readonly version: string; readonly dataFolder: string; readonly systemLanguages: readonly string[]; readonly versions: Readonly<Record<string, string | undefined>>
}): AboutInfo {
  const parts = [['Electron', versions['electron']], ['Chromium', versions['chrome']], ['Node', versions['node']]] as const
  return { version, dataFolder, systemLanguage: chooseLanguage('system', systemLanguages), runtime: parts.flatMap(([name, number]) => (number ? [`${name} ${number}`] : [])).join(' · ') }
}
