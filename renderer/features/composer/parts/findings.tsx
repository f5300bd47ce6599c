import { IconAlertTriangleFilled, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '../../../../preload/contract/check-draft.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { WebSpaceDialog } from '../../../app/parts/web-space-dialog.tsx'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { sayProblem } from '../../../text/say-problem.ts'
import type { Finding } from '../composer-checks.ts'
import classes from './findings.module.css'

/** What the checks found about one thing, beside that thing. `isSaid` leaves out what another place says. */
export function Findings({ findings, faces, of, saysWho, onDiffer }: {
  readonly findings: readonly Finding[]; readonly faces: ReadonlyMap<AccountId, AccountFace>
  readonly of: (problem: Problem) => boolean
  /** False where all text is for one account: its name would only repeat. */
  readonly saysWho: boolean
  readonly onDiffer?: (account: AccountId) => void
}) {
  const say = useText('problems')
  const sayHere = useText('composer')
  const formats = useFormats()
  const saySettings = useText('settings')
  const [isSettingUp, setSettingUp] = useState(false)
  const said = findings.filter(finding => of(finding.problem))
  // Once there is a web space nothing is found any more, and the dialog still says so.
  const dialog = isSettingUp ? <WebSpaceDialog space={null} close={() => { setSettingUp(false) }} /> : null
  if (said.length === 0) return dialog
  return (
    <>
      <ul className={classes.list}>
        {said.map(({ problem, accountIds }) => {
          const names = formats.list(accountIds.map(id => faces.get(id)?.short ?? ''))
          const [first] = accountIds
          return (
            <li key={JSON.stringify(problem)} className={problem.blocks ? classes.blocks : classes.mentions}>
              {problem.blocks ? <IconAlertTriangleFilled size={14} aria-hidden /> : <IconInfoCircle size={14} aria-hidden />}
              <span>
                {saysWho && problem.kind !== 'alt-missing' ? <strong>{names}{formats.locale.startsWith('fr') ? ' : ' : ': '}</strong> : null}{sayProblem(problem, say, formats)}
                {problem.kind === 'media-web-space' && <button type="button" className={classes.act} onClick={() => { setSettingUp(true) }}>{saySettings('web.setUpNow')}</button>}
                {onDiffer && first !== undefined && saysWho && problem.blocks && accountIds.length === 1
                  ? <button type="button" className={classes.act} onClick={() => { onDiffer(first) }}>{sayHere('whose.differ', { account: names })}</button> : null}
              </span>
            </li>
          )
        })}
      </ul>
      {dialog}
    </>
  )
}
