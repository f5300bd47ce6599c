import { Button } from '@mantine/core'
import { IconAlertTriangle, IconHelpCircle, IconKey, IconX } from '@tabler/icons-react'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { isForOwnHands } from '../../../app/outbox-state.ts'
import { useScreen } from '../../../app/screen.ts'
import type { AccountRow, DeliveryRow } from '../../../db/schema.ts'
import { describeFailure } from '../../../text/describe-failure.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { excerptOf, sayAct, sayState } from '../../../text/say-delivery.ts'
import type { Need } from '../today-state.ts'
import classes from './today.module.css'

const mostShown = 4

/** What waits for the owner, each a sentence and one button. Nothing is drawn when nothing does. */
export function Needs({ needs, faces, nowUtc }: { readonly needs: readonly Need[]; readonly faces: ReadonlyMap<AccountId, AccountFace>; readonly nowUtc: number }) {
  const say = useText('today')
  const showOutbox = useScreen(screen => screen.showOutbox)
  if (needs.length === 0) return null
  const more = needs.length - mostShown
  return (
    <section className={classes.needs} aria-labelledby="today-needs">
      <h3 id="today-needs" className={classes.sectionTitle}>{say('needs.title')}</h3>
      <ul className={classes.list}>
        {needs.slice(0, mostShown).map(need => need.kind === 'sign-in'
          ? <SignInNeed key={need.account.id} account={nameOf(need.account, faces)} held={need.held} />
          : need.kind === 'expiry' ? <ExpiryNeed key={need.account.id} account={nameOf(need.account, faces)} expiresUtc={need.expiresUtc} posts={need.posts} nowUtc={nowUtc} />
          : <DeliveryNeed key={need.row.id} row={need.row} face={faces.get(need.row.delivery.accountId)} nowUtc={nowUtc} />)}
      </ul>
      {more > 0 && <Button size="compact-sm" variant="subtle" onClick={() => { showOutbox(true) }}>{say('needs.more', { count: more })}</Button>}
    </section>
  )
}

const nameOf = (account: AccountRow, faces: ReadonlyMap<AccountId, AccountFace>): string => `${faces.get(account.id)?.network ?? account.network} ${account.handle}`

function ExpiryNeed({ account, expiresUtc, posts, nowUtc }: { readonly account: string; readonly expiresUtc: number; readonly posts: readonly DeliveryRow[]; readonly nowUtc: number }) {
  const say = useText('today')
  const sayOutbox = useText('outbox')
  const formats = useFormats()
  const goTo = useScreen(screen => screen.goTo)
  return (
    <li className={classes.need}>
      <IconKey size={18} stroke={1.8} aria-hidden />
      <div className={classes.words}>
        <div className={classes.sentence}>{say('needs.expires', { account, when: formats.relative(expiresUtc, nowUtc) })}</div>
        {posts.length > 0 && <div className={classes.soft}>{say('needs.concerned', { count: posts.length, posts: formats.list(posts.slice(0, 2).map(({ delivery }) => say('needs.quoted', { text: excerptOf(delivery.act, sayOutbox).slice(0, 40) }))) })}</div>}
      </div>
      <Button size="compact-sm" onClick={() => { goTo('accounts') }}>{say('needs.signInAct')}</Button>
    </li>
  )
}

function SignInNeed({ account, held }: { readonly account: string; readonly held: number }) {
  const say = useText('today')
  const goTo = useScreen(screen => screen.goTo)
  return (
    <li className={classes.need}>
      <IconKey size={18} stroke={1.8} aria-hidden />
      <div className={classes.words}><div className={classes.sentence}>{say('needs.signIn', { account })}</div>{held > 0 && <div className={classes.soft}>{say('needs.held', { count: held })}</div>}</div>
      <Button size="compact-sm" onClick={() => { goTo('accounts') }}>{say('needs.signInAct')}</Button>
    </li>
  )
}

function DeliveryNeed({ row, face, nowUtc }: { readonly row: DeliveryRow; readonly face: AccountFace | undefined; readonly nowUtc: number }) {
  const say = useText('today')
  const sayOutbox = useText('outbox')
  const formats = useFormats()
  const { compose, goTo, postByHand, showOutbox } = useScreen.getState()
  const { delivery, state } = row
  const what = excerptOf(delivery.act, sayOutbox) || sayAct(delivery.act, sayOutbox)
  const failureAct = state.kind === 'failed' ? describeFailure(state.failure).act : null
  const { origin } = delivery
  const act = (failureAct === 'change-post' || failureAct === 'add-again') && origin.kind === 'post'
    ? { label: say('needs.post'), run: () => { compose(origin.postId) } }
    : failureAct === 'sign-in' || failureAct === 'see-account' || (state.kind === 'needs-owner' && state.question.kind === 'sign-in')
      ? { label: say('needs.signInAct'), run: () => { goTo('accounts') } }
      : failureAct === 'see-settings' ? { label: say('needs.settings'), run: () => { goTo('settings') } }
      : isForOwnHands(state) ? { label: sayOutbox('byHand'), run: () => { postByHand(delivery.id) } }
      : { label: say('needs.outbox'), run: () => { showOutbox(true) } }
  const Icon = state.kind === 'failed' ? IconX : state.kind === 'unknown' ? IconHelpCircle : IconAlertTriangle
  return (
    <li className={classes.need} data-failed={state.kind === 'failed' || undefined}>
      <Icon size={18} stroke={1.8} aria-hidden />
      <div className={classes.words}>
        <div className={classes.sentence}>{sayState(state, delivery.due, sayOutbox, formats, nowUtc)}</div>
        <div className={classes.soft}>{face ? `${face.short} · ` : ''}{what}</div>
      </div>
      <Button size="compact-sm" variant="default" aria-label={say('needs.of', { act: act.label, what: what.slice(0, 60) })} onClick={act.run}>{act.label}</Button>
    </li>
  )
}
