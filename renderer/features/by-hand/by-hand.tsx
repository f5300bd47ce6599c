import { Button, Modal, TextInput } from '@mantine/core'
import { IconCopy, IconExternalLink, IconFolderOpen } from '@tabler/icons-react'
import { useId, useState, type ReactNode } from 'react'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import { choicesFor } from '../../app/outbox-state.ts'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { sayChoice } from '../../text/say-delivery.ts'
import { isLinkOrNothing, loadOf } from './by-hand-state.ts'
import { close, copy, decide, openFiles, openPage, useHanded, type Handed } from './use-hand-sheet.ts'
import classes from './by-hand.module.css'

/** All that is needed to post something by hand, in the order in which it is needed; and the word that it is there. */
export function HandSheet() {
  const handed = useHanded()
  const say = useText('byHand')
  const common = useText('common')
  return (
    <Modal opened={handed !== null} onClose={close} size={600} title={handed && say('title', { network: handed.network })} closeButtonProps={{ 'aria-label': common('close') }}>
      {handed && <Steps key={handed.row.id} handed={handed} />}
    </Modal>
  )
}

function Steps({ handed }: { readonly handed: Handed }) {
  const say = useText('byHand')
  const formats = useFormats()
  const { row: { delivery }, account, network } = handed
  const { texts, media, parts } = loadOf(delivery.act)
  return (
    <>
      <p className={classes.meant}>{say('meant', { account: account.displayName, when: formats.dateTime(delivery.due.utc, delivery.due.zone) })}</p>
      <ol className={classes.steps}>
        <Step title={say('text')}>
          {texts.length === 0 && <p className={classes.why}>{say('noText')}</p>}
          {texts.map((text, index) => <TextToCopy key={`${index} ${text}`} text={text} number={index + 1} count={texts.length} />)}
        </Step>
        {media.length > 0 && (
          <Step title={say('files')}>
            <ul className={classes.files}>{media.map((use, index) => <li key={`${index} ${use.hash}`}><File use={use} /></li>)}</ul>
            <Button variant="default" leftSection={<IconFolderOpen size={16} aria-hidden />} onClick={() => { void openFiles(handed) }}>{say('folder', { count: media.length })}</Button>
            <p className={classes.why}>{say('folderWhy', { count: media.length })}</p>
          </Step>
        )}
        <Step title={say('page')}>
          <Button variant="default" rightSection={<IconExternalLink size={16} aria-hidden />} onClick={() => { void openPage(handed) }}>{say('open', { network })}</Button>
          <p className={classes.why}>{say('openWhy')}</p>
        </Step>
        <Step title={say('done')}><Done handed={handed} parts={parts} /></Step>
      </ol>
    </>
  )
}

function Step({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return <li className={classes.step}><section aria-labelledby={id} className={classes.body}><h3 id={id} className={classes.title}>{title}</h3>{children}</section></li>
}

function TextToCopy({ text, number, count }: { readonly text: string; readonly number: number; readonly count: number }) {
  const say = useText('byHand')
  const isOne = count === 1
  return (
    <div className={classes.text}>
      <p className={classes.words} role="group" aria-label={isOne ? say('text') : say('textOf', { number, count })} tabIndex={0}>{text}</p>
      <Button leftSection={<IconCopy size={16} aria-hidden />} data-autofocus={number === 1 || undefined} onClick={() => { void copy(text) }}>{isOne ? say('copy') : say('copyOf', { number })}</Button>
    </div>
  )
}

function File({ use: { hash, name, alt, kind } }: { readonly use: MediaUse }) {
  const say = useText('byHand')
  return (
    <>
      {kind !== 'video' && <img className={classes.thumb} src={`/media/${hash}/thumb`} alt="" draggable={false} />}
      <span className={classes.name}>{name}</span>
      {alt !== '' && <Button size="compact-xs" variant="subtle" leftSection={<IconCopy size={14} aria-hidden />} onClick={() => { void copy(alt) }}>{say('copyAlt', { name })}</Button>}
    </>
  )
}

/** Said by the owner and by nobody else: with the link, or one for each post of a thread, it can be found again. */
function Done({ handed, parts }: { readonly handed: Handed; readonly parts: number }) {
  const say = useText('byHand')
  const sayOutbox = useText('outbox')
  const [links, setLinks] = useState<readonly string[]>(() => Array.from({ length: parts }, () => ''))
  const [isBusy, setBusy] = useState(false)
  const [isTold, setTold] = useState(false)
  const isGood = links.every(isLinkOrNothing)
  const send = async (): Promise<void> => {
    setTold(!isGood)
    if (!isGood) return
    setBusy(true)
    await decide(handed, 'it-is-there', links)
    setBusy(false)
  }
  const { state, delivery } = handed.row
  return (
    <form noValidate onSubmit={event => { event.preventDefault(); void send() }}>
      {links.map((link, index) => (
        // A part has no name but its place.
        // oxlint-disable-next-line react/no-array-index-key
        <TextInput key={index} className={classes.link ?? ''} type="url" label={parts === 1 ? say('link') : say('linkOf', { number: index + 1, count: parts })} description={index === 0 ? say(parts === 1 ? 'linkWhy' : 'linksWhy') : undefined} placeholder="https://"
          value={link} error={isTold && !isLinkOrNothing(link) && say('notALink')} autoComplete="off" spellCheck={false} onChange={event => { setLinks(links.with(index, event.currentTarget.value)) }} />
      ))}
      <div className={classes.buttons}>
        <Button type="submit" loading={isBusy}>{say('isThere')}</Button>
        {choicesFor(state, delivery.act).map(choice => <Button key={choice} variant={choice === 'give-up' ? 'subtle' : 'default'} color={choice === 'give-up' ? 'gray' : undefined} onClick={() => { void decide(handed, choice) }}>{sayChoice(choice, state, sayOutbox)}</Button>)}
      </div>
    </form>
  )
}
