import { Button, Drawer, Stack, Text } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useScreen } from '../../../app/screen.ts'
import { useAccounts, useFaces } from '../../../app/use-accounts.ts'
import { mostCameIn } from '../../../db/while-away.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { fateKinds, type AwayStory, type Fate } from '../away-state.ts'
import { markSeen, useAway } from '../use-away.ts'
import { AskAll } from './ask-all.tsx'
import { FateRow } from './fate-row.tsx'
import classes from './away.module.css'

/** From when to when nothing could go out, why, and what became of what was due. Opened by the owner, never by itself. */
export function AwaySheet() {
  const say = useText('away')
  const common = useText('common')
  const isOpen = useScreen(screen => screen.sheet === 'away')
  return (
    <Drawer opened={isOpen} onClose={close} position="right" size={600} title={<span className={classes.title}>{say('title')}</span>} classNames={{ content: classes.content ?? '', header: classes.header ?? '' }} closeButtonProps={{ 'aria-label': common('close') }}>
      <Aways />
    </Drawer>
  )
}

function close(): void {
  useScreen.getState().showSheet(null)
  void markSeen()
}

function Aways() {
  const say = useText('away')
  const data = useAway()
  if (!data) return null
  return (
    <Stack gap={32} pt={4} pb={24}>
      {data.stories.length === 0 && <p className={classes.quiet}>{say('nothing')}</p>}
      {data.stories.map(story => <OneAway key={story.away.untilUtc} story={story} />)}
      <div className={classes.foot}><Button variant="default" onClick={close}>{say('done')}</Button></div>
    </Stack>
  )
}

function OneAway({ story: { away, fates, cameIn } }: { readonly story: AwayStory }) {
  const say = useText('away')
  const formats = useFormats()
  const span = say('span', { from: formats.dateTime(away.fromUtc), until: formats.dateTime(away.untilUtc), long: formats.duration(away.untilUtc - away.fromUtc) })
  return (
    <article className={classes.away} aria-label={span}>
      <header>
        <h3 className={classes.span}>{span}</h3>
        <Text size="sm">{say('because', { whys: formats.list(away.whys.map(why => say(`why.${why}`))) })}</Text>
      </header>
      {fates.length === 0 && <p className={classes.quiet}>{say('quiet')}</p>}
      {fateKinds.map(kind => <FateGroup key={kind} kind={kind} fates={fates.filter(fate => fate.kind === kind)} />)}
      {cameIn > 0 && (
        <div className={classes.cameIn}>
          <IconInbox size={18} stroke={1.7} aria-hidden />
          <span>{cameIn >= mostCameIn ? say('cameInMany', { count: cameIn }) : say('cameIn', { count: cameIn })}</span>
          <Button size="compact-sm" variant="light" onClick={() => { close(); useScreen.getState().goTo('inbox') }}>{say('toInbox')}</Button>
        </div>
      )}
    </article>
  )
}

function FateGroup({ kind, fates }: { readonly kind: Fate['kind']; readonly fates: readonly Fate[] }) {
  const say = useText('away')
  const faces = useFaces(useAccounts())
  if (fates.length === 0) return null
  return (
    <section aria-label={say(`fate.${kind}`)}>
      <h4 className={classes.groupTitle}>{say(`fate.${kind}`)} <span className={classes.count}>{fates.length}</span></h4>
      {kind === 'asks' && <AskAll rows={fates.map(fate => fate.row)} />}
      <ul className={classes.list}>{fates.map(fate => <FateRow key={fate.row.id} fate={fate} face={faces.get(fate.row.delivery.accountId)} />)}</ul>
    </section>
  )
}
