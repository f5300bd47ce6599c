import type { Settings } from '../../preload/contract/system.ts'
import { comptoir } from '../comptoir.ts'
import { failureNotice } from './notices.tsx'
import { useSituation } from './situation.ts'

/** Changes some settings at once on screen; what main does not accept is taken back and said. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const before = useSituation.getState().settings
  useSituation.setState({ settings: { ...before, ...change } })
  const answer = await comptoir().system.change({ ...before, ...change })
  if (answer.ok) return
  useSituation.setState({ settings: before })
  failureNotice(answer.failure, { 'try-again': () => { void changeSettings(change) } })
}
