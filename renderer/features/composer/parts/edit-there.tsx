import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import { limitsFor } from '../../../../preload/contract/check-draft.ts'
import { countText } from '../../../../preload/contract/count-text.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import type { Standing } from '../../../db/standing.ts'
import { useText } from '../../../text/index.ts'
import classes from './outcomes.module.css'

/** The words of a published post, part by part, to be changed on its network. */
export function EditThere({ face, account, standing, onSend, onCancel }: { readonly face: AccountFace | null; readonly account: AccountSummary; readonly standing: Standing; readonly onSend: (texts: readonly string[]) => void; readonly onCancel: () => void }) {
  const say = useText('composer')
  const sayCommon = useText('common')
  const [texts, setTexts] = useState<readonly string[]>(() => standing.content.parts.map(part => part.text))
  const rule = limitsFor(standing.content, account.limits).text
  const network = face?.network ?? ''
  const over = (part: number): number => countText(texts[part] ?? '', rule).graphemes - rule.maxGraphemes
  const isBad = standing.remotes.some(({ part }) => over(part) > 0 || ((texts[part] ?? '').trim() === '' && standing.content.parts[part]?.media.length === 0))
  const isSame = standing.remotes.every(({ part }) => texts[part] === standing.content.parts[part]?.text)
  return (
    <form className={classes.edit} onSubmit={event => { event.preventDefault(); onSend(texts) }}>
      {standing.remotes.map(({ part }, index) => (
        <Textarea
          key={part} autosize minRows={3} maxRows={12} data-autofocus={index === 0 || undefined} autoFocus={index === 0}
          label={standing.content.parts.length > 1 ? `${say('outcome.editTitle', { network })} · ${say('outcome.editPart', { number: part + 1 })}` : say('outcome.editTitle', { network })}
          error={over(part) > 0 ? say('text.over', { account: face?.short ?? network, count: over(part) }) : undefined}
          value={texts[part] ?? ''} onChange={event => { const text = event.currentTarget.value; setTexts(texts.map((one, at) => at === part ? text : one)) }}
        />
      ))}
      <div className={classes.acts}>
        <Button type="submit" size="compact-md" disabled={isBad || isSame}>{say('outcome.editSend')}</Button>
        <Button size="compact-md" variant="default" onClick={onCancel}>{sayCommon('cancel')}</Button>
      </div>
    </form>
  )
}
