import { Button, Drawer, Loader, Stack } from '@mantine/core'
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react'
import { isHint, type Publishers, type ReadinessFinding } from '../../../../preload/contract/readiness.ts'
import { useScreen } from '../../../app/screen.ts'
import { useAccounts, useFaces } from '../../../app/use-accounts.ts'
import { describeFailure } from '../../../text/describe-failure.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { useReadiness } from '../use-readiness.ts'
import { FindingRow } from './finding-row.tsx'
import classes from './readiness.module.css'

/** Can all that is due until the end of tomorrow go out? Each thing that stands in its way is a sentence and one act. */
export function ReadinessSheet() {
  const say = useText('readiness')
  const common = useText('common')
  const isOpen = useScreen(screen => screen.sheet === 'readiness')
  return (
    <Drawer opened={isOpen} onClose={() => { useScreen.getState().showSheet(null) }} position="right" size={600} title={<span className={classes.title}>{say('title')}</span>} classNames={{ content: classes.content ?? '', header: classes.header ?? '' }} closeButtonProps={{ 'aria-label': common('close') }}>
      <Check />
    </Drawer>
  )
}

function Check() {
  const say = useText('readiness')
  const formats = useFormats()
  const { readiness, look } = useReadiness()
  const faces = useFaces(useAccounts())
  const again = <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={look}>{say('again')}</Button>
  switch (readiness.kind) {
    case 'looking': return <div className={classes.looking} role="status"><Loader size="sm" /><span>{say('looking')}</span></div>
    case 'failed': return <Stack><p className={classes.quiet} role="alert">{describeFailure(readiness.failure).sentence}</p><div className={classes.foot}>{again}</div></Stack>
    case 'known': {
      const { findings, publishers, facts } = readiness
      const toDo = findings.filter(finding => !isHint(finding))
      const hints = findings.filter(isHint)
      return (
        <Stack gap={24} pt={4} pb={24}>
          <p className={classes.span}>{facts.records.length === 0 ? say('nothing') : say('due', { count: facts.records.length, until: formats.day(facts.untilUtc - 1) })}</p>
          {facts.records.length > 0 && toDo.length === 0 && <p className={classes.ready}><IconCircleCheck size={20} aria-hidden />{say('ready')}</p>}
          <List title={say('toDo')} findings={toDo} faces={faces} onAgain={look} />
          <List title={say('hints')} findings={hints} faces={faces} onAgain={look} />
          {facts.records.length > 0 && <WhoPublishes publishers={publishers} faces={faces} />}
          <div className={classes.foot}>{again}</div>
        </Stack>
      )
    }
  }
}

function List({ title, findings, faces, onAgain }: { readonly title: string; readonly findings: readonly ReadinessFinding[]; readonly faces: ReturnType<typeof useFaces>; readonly onAgain: () => void }) {
  if (findings.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className={classes.groupTitle}>{title} <span className={classes.count}>{findings.length}</span></h3>
      <ul className={classes.list}>{findings.map(finding => <FindingRow key={JSON.stringify(finding)} finding={finding} faces={faces} onAgain={onAgain} />)}</ul>
    </section>
  )
}

function WhoPublishes({ publishers: { byComputer, byNetwork, byYou, onUntilUtc }, faces }: { readonly publishers: Publishers; readonly faces: ReturnType<typeof useFaces> }) {
  const say = useText('readiness')
  const formats = useFormats()
  return (
    <section aria-label={say('who')}>
      <h3 className={classes.groupTitle}>{say('who')}</h3>
      {byNetwork > 0 && <p className={classes.quiet}>{say('byNetwork', { count: byNetwork })}</p>}
      {onUntilUtc !== null && <p className={classes.quiet}>{say('byComputer', { count: byComputer, until: formats.dateTime(onUntilUtc) })}</p>}
      {byYou.map(({ accountId, atUtc }) => <p key={`${accountId} ${atUtc}`} className={classes.quiet}>{say('byYou', { account: faces.get(accountId)?.short ?? '', at: formats.dateTime(atUtc) })}</p>)}
      {onUntilUtc === null && byYou.length === 0 && <p className={classes.quiet}>{say('mayBeOff')}</p>}
    </section>
  )
}
