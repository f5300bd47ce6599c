import { onlyCovered } from './covered.ts'

/** Switches for Chromium: those the stand-in needs, those of the process's command line, those the app appends before `ready`. */
const switches = new Map<string, string>()

/** Lists whose values add up instead of replacing each other. */
const additive: Readonly<Record<string, string>> = { 'disable-features': ',', 'enable-features': ',', 'host-resolver-rules': ', ' }

export function appendSwitch(name: string, value = ''): void {
  const separator = additive[name]
  const before = switches.get(name)
  switches.set(name, separator !== undefined && before !== undefined ? `${before}${separator}${value}` : value)
}

/** Takes `--name=value` and `--name` as Electron does; anything else is the app's own. */
export function appendArgument(argument: string): void {
  const found = /^--([^=]+)(?:=(.*))?$/s.exec(argument)
  if (found?.[1] !== undefined) appendSwitch(found[1], found[2])
}

export function chromiumSwitches(): string[] {
  return [...switches].map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`))
}

export const commandLine: Pick<Electron.CommandLine, 'appendSwitch' | 'appendArgument' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'> = onlyCovered('app.commandLine', {
  appendSwitch,
  appendArgument,
  hasSwitch: (name: string) => switches.has(name),
  getSwitchValue: (name: string) => switches.get(name) ?? '',
  removeSwitch: (name: string) => void switches.delete(name),
})
