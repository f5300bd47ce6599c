import { Button } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import { assertNever } from '../../../../preload/contract/result.ts'
import { isHint, type ReadinessFinding } from '../../../../preload/contract/readiness.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useScreen } from '../../../app/screen.ts'
import { comptoir } from '../../../comptoir.ts'
import { useFormats, type Formats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import type { readiness } from '../../../text/en/readiness.ts'
import { excerptOf } from '../../../text/say-delivery.ts'
import { sayProblem } from '../../../text/say-problem.ts'
import type { Say } from '../../../text/shape.ts'
import classes from './readiness.module.css'

type Faces = ReadonlyMap<AccountId, AccountFace>

/** What is not ready, for which post, and the one thing to do about it. */
export function FindingRow({ finding, faces, onAgain }: { readonly finding: ReadinessFinding; readonly faces: Faces; readonly onAgain: () => void }) {
  const say = useText('readiness')
  const sayOutbox = useText('outbox')
  const formats = useFormats()
  const delivery = 'delivery' in finding ? finding.delivery : null
  const about = delivery ? `${faces.get(delivery.accountId)?.short ?? ''} · ${formats.dateTime(delivery.due.utc, delivery.due.zone)} · ${excerptOf(delivery.act, sayOutbox)}` : ''
  const sentence = useSentence(finding, faces)
  const act = actOf(finding, say, onAgain)
  const Icon = isHint(finding) ? IconInfoCircle : IconAlertTriangle
  return (
    <li className={classes.finding} data-hint={isHint(finding) || undefined}>
      <Icon size={18} stroke={1.8} aria-hidden />
      <div className={classes.words}>
        <div className={classes.sentence}>{sentence}</div>
        {about && <div className={classes.about}>{about}</div>}
      </div>
      <Button size="compact-sm" variant={isHint(finding) ? 'default' : 'filled'} aria-label={`${act.label}: ${sentence}`} onClick={act.run}>{act.label}</Button>
    </li>
  )
}

function useSentence(finding: ReadinessFinding, faces: Faces): string {
  const say = useText('readiness')
  const sayProblems = useText('problems')
  const formats: Formats = useFormats()
  const account = (id: AccountId): string => faces.get(id)?.short ?? ''
  const network = (id: AccountId): string => faces.get(id)?.network ?? ''
  switch (finding.kind) {
    case 'keychain': return say(`found.keychain-${finding.state}`)
    case 'offline': case 'paused': return say(`found.${finding.kind}`)
    case 'clock': return say('found.clock', { by: formats.duration(Math.abs(finding.offByMs)) })
    case 'disk': return say('found.disk', { left: formats.bytes(finding.freeBytes) })
    case 'web-space': return say('found.web-space', { count: finding.posts })
    case 'sign-in': return say('found.sign-in', { account: account(finding.accountId), count: finding.posts })
    case 'sign-in-ends': return say('found.sign-in-ends', { account: account(finding.accountId), when: formats.dateTime(finding.endsUtc), count: finding.posts })
    case 'quota': return say('found.quota', { account: account(finding.accountId), left: finding.left, count: finding.posts, when: formats.dateTime(finding.resetsUtc) })
    case 'interface-ends': return finding.end === 'ended' ? say('found.interface-ended', { network: network(finding.accountId) }) : say('found.interface-ends', { network: network(finding.accountId), date: formats.date(finding.endsUtc) })
    case 'media-missing': return say('found.media-missing', { name: finding.name })
    case 'refused': return sayProblem(finding.problem, sayProblems, formats)
    case 'clash': return say('found.clash', { when: formats.dateTime(finding.with.due.utc, finding.with.due.zone), gap: formats.duration(finding.gapMinutes * 60_000) })
    case 'too-many': return say('found.too-many', { account: account(finding.accountId), count: finding.max })
    case 'alt-missing': return say('found.alt-missing', { name: finding.name })
    default: return assertNever(finding)
  }
}

function actOf(finding: ReadinessFinding, say: Say<typeof readiness>, onAgain: () => void): { readonly label: string; readonly run: () => void } {
  const { compose, goTo, showSheet } = useScreen.getState()
  switch (finding.kind) {
    case 'keychain': case 'offline': case 'clock': return { label: say('again'), run: onAgain }
    case 'paused': return { label: say('act.resume'), run: () => { showSheet('resume') } }
    case 'disk': return { label: say('act.folder'), run: () => { void comptoir().system.showDataFolder() } }
    case 'web-space': return { label: say('act.web-space'), run: () => { showSheet(null); goTo('settings') } }
    case 'sign-in': case 'sign-in-ends': return { label: say('act.sign-in'), run: () => { showSheet(null); goTo('accounts') } }
    case 'interface-ends': return { label: say('act.accounts'), run: () => { showSheet(null); goTo('accounts') } }
    case 'quota': return { label: say('act.calendar'), run: () => { showSheet(null); goTo('calendar') } }
    // The sheet stays behind the composer: closing that one leads back to the rest of the list.
    case 'media-missing': return { label: say('act.add-again'), run: () => { compose(finding.postId) } }
    case 'refused': return { label: say('act.change'), run: () => { compose(finding.postId) } }
    case 'clash': case 'too-many': return { label: say('act.move'), run: () => { compose(finding.postId) } }
    case 'alt-missing': return { label: say('act.describe'), run: () => { compose(finding.postId) } }
    default: return assertNever(finding)
  }
}
