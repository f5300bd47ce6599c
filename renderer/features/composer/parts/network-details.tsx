import { Button, SegmentedControl } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { OptionName, PostFormat, PublishOption } from '../../../../preload/contract/networks.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { sayProblem } from '../../../text/say-problem.ts'
import { NetworkDot } from '../../../ui/account-mark.tsx'
import type { Action, Draft } from '../composer-state.ts'
import { networkDetailsOf, type NetworkDetails as Details } from '../network-details.ts'
import { OptionField } from './option-field.tsx'
import classes from './network-details.module.css'

/** What each network asks beside the text. Accounts whose network asks nothing have no section. */
export function NetworkDetails({ draft, accounts, faces, dispatch }: {
  readonly draft: Draft; readonly accounts: readonly AccountSummary[]; readonly faces: ReadonlyMap<AccountFace['id'], AccountFace>; readonly dispatch: (action: Action) => void
}) {
  return accounts.map(account => {
    const details = networkDetailsOf(draft, account)
    const face = faces.get(account.id)
    return details && face ? <Section key={account.id} face={face} details={details} dispatch={dispatch} /> : null
  })
}

function Section({ face, details, dispatch }: { readonly face: AccountFace; readonly details: Details; readonly dispatch: (action: Action) => void }) {
  const say = useText('options')
  const sayProblems = useText('problems')
  const formats = useFormats()
  const [isOpen, setOpen] = useState(false)
  const { id: account, short } = face
  const field = (option: PublishOption) => {
    const problem = details.problems.get(option.name)
    const at = (kind: 'write-option' | 'choose-option') => (value: string | null): void => { dispatch({ kind, account, option: option.name satisfies OptionName, value }) }
    return <OptionField key={option.name} option={option} content={details.content} error={problem ? sayProblem(problem, sayProblems, formats) : undefined} onWrite={at('write-option')} onChoose={at('choose-option')} />
  }
  return (
    <section className={classes.section} aria-label={say('of', { account: short })}>
      <h3 className={classes.title}><NetworkDot network={face.network} colour={face.colour} />{say('of', { account: short })}</h3>
      {details.formats.length > 1 && (
        <SegmentedControl<PostFormat> size="sm" className={classes.format ?? ''} aria-label={say('format')} value={details.format} data={details.formats.map(value => ({ value, label: say(`formats.${value}`) }))}
          onChange={format => { dispatch({ kind: 'choose-format', account, format }) }} />
      )}
      <div className={classes.fields}>
        {details.shown.map(field)}
        {isOpen && details.folded.map(field)}
      </div>
      {!isOpen && details.folded.length > 0 && (
        <Button variant="subtle" color="gray" size="compact-sm" fw={500} className={classes.more} leftSection={<IconChevronDown size={14} aria-hidden />} aria-expanded={false} onClick={() => { setOpen(true) }}>{say('more', { number: details.folded.length })}</Button>
      )}
    </section>
  )
}
