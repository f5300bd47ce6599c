import { Button } from '@mantine/core'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useScreen } from '../../../app/screen.ts'
import type { ItemRow } from '../../../db/schema.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { withoutOwnMention } from '../../../text/own-mention.ts'
import { AccountMark } from '../../../ui/account-mark.tsx'
import classes from './today.module.css'

const shownFirst = 3

/** Who waits for an answer: the first three, each one click from the inbox. */
export function Waiting({ waiting, faces, nowUtc }: { readonly waiting: readonly ItemRow[]; readonly faces: ReadonlyMap<AccountId, AccountFace>; readonly nowUtc: number }) {
  const say = useText('today')
  const goTo = useScreen(screen => screen.goTo)
  const more = waiting.length - shownFirst
  return (
    <section className={classes.card} aria-labelledby="today-waiting">
      <h3 id="today-waiting" className={classes.sectionTitle}>{say('waiting.title')}</h3>
      {waiting.length === 0
        ? <p className={classes.quiet}>{say('waiting.none')}</p>
        : <ul className={classes.list}>{waiting.slice(0, shownFirst).map(item => <WaitingRow key={item.key} item={item} face={faces.get(item.accountId)} nowUtc={nowUtc} />)}</ul>}
      {more > 0 && <div className={classes.more}><span className={classes.soft}>{say('waiting.more', { count: more })}</span><Button size="compact-sm" variant="subtle" onClick={() => { goTo('inbox') }}>{say('waiting.all')}</Button></div>}
    </section>
  )
}

function WaitingRow({ item, face, nowUtc }: { readonly item: ItemRow; readonly face: AccountFace | undefined; readonly nowUtc: number }) {
  const say = useText('today')
  const formats = useFormats()
  const openItemInInbox = useScreen(screen => screen.openItemInInbox)
  const name = item.person.displayName || item.person.handle
  const kind = item.kind === 'mention' || item.kind === 'reply' || item.kind === 'quote' || item.kind === 'message' ? say(`waiting.kind.${item.kind}`) : ''
  return (
    <li className={classes.person}>
      {face && <AccountMark displayName={name} network={face.network} colour={face.colour} avatarUrl={item.person.avatarUrl} size={36} />}
      <div className={classes.words}>
        <div className={classes.who}><b>{name}</b> <span className={classes.soft}>{kind} · {formats.relative(item.createdUtc, nowUtc)}</span></div>
        <div className={classes.text}>{item.contentWarning ?? withoutOwnMention(item.text, face?.handle ?? '')}</div>
      </div>
      <Button size="compact-sm" variant="light" aria-label={say('waiting.answerTo', { name })} onClick={() => { openItemInInbox(item.key) }}>{say('waiting.answer')}</Button>
    </li>
  )
}
