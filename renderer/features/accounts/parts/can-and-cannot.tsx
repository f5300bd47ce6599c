import { ability, type Limits } from '../../../../preload/contract/networks.ts'
import type { AccountRow } from '../../../db/schema.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import classes from './accounts.module.css'

/** What this account's network and server offer, lack and limit: as its adapter and its server said. */
export function CanAndCannot({ account }: { readonly account: AccountRow }) {
  const say = useText('accounts')
  const name = useText('abilities')
  const can = ability.options.filter(one => account.abilities[one].kind === 'works')
  const cannot = ability.options.flatMap(one => {
    const state = account.abilities[one]
    return state.kind === 'lacking' ? [{ one, why: state.why }] : []
  })
  return (
    <div className={classes.table}>
      <section><h3>{say('canDo')}</h3><ul className={classes.cans}>{can.map(one => <li key={one}>{name(one)}</li>)}</ul></section>
      {cannot.length > 0 && <section><h3>{say('canNot')}</h3><ul>{cannot.map(({ one, why }) => <li key={one}><span>{name(one)}</span><span className={classes.why}>{name(`why.${why}`)}</span></li>)}</ul></section>}
      <section><h3>{say('limits')}</h3><LimitList limits={account.limits} /></section>
    </div>
  )
}

function LimitList({ limits }: { readonly limits: Limits }) {
  const say = useText('accounts')
  const formats = useFormats()
  const lines: readonly (readonly [string, string])[] = [
    [say('limit.text'), say('limit.textValue', { count: limits.text.maxGraphemes })],
    [say('limit.images'), say('limit.imagesValue', { count: limits.images.max, size: formats.bytes(limits.images.maxBytes) })],
    ...(limits.video ? [[say('limit.video'), say('limit.videoValue', { size: formats.bytes(limits.video.maxBytes) })] as const] : []),
    ...(limits.documents ? [[say('limit.documents'), say('limit.documentsValue', { size: formats.bytes(limits.documents.maxBytes), count: limits.documents.maxPages })] as const] : []),
    ...(limits.poll ? [[say('limit.poll'), say('limit.pollValue', { count: limits.poll.maxOptions })] as const] : []),
    [say('limit.parts'), say('limit.partsValue', { count: limits.maxThreadParts })],
    [say('limit.message'), say('limit.textValue', { count: limits.messageMaxGraphemes })],
  ]
  return (
    <>
      <ul>{lines.map(([what, value]) => <li key={what}><span>{what}</span><span className={`${classes.why} tabular`}>{value}</span></li>)}</ul>
      <p className={classes.why} style={{ textAlign: 'left' }}>{say(limits.source === 'server' ? 'fromServer' : 'fromRules')}</p>
    </>
  )
}
