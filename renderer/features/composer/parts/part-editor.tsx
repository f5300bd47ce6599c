import { ActionIcon, Textarea, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import { followsAsComment, type Problem } from '../../../../preload/contract/check-draft.ts'
import type { Content } from '../../../../preload/contract/drafts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { mediaFilesIn } from '../add-media.ts'
import type { Finding } from '../composer-checks.ts'
import type { Action, Whose } from '../composer-state.ts'
import { Counters } from './counters.tsx'
import { Findings } from './findings.tsx'
import { MediaStrip } from './media-strip.tsx'
import { PollEditor } from './poll-editor.tsx'
import classes from './part-editor.module.css'

const ofText = (problem: Problem): boolean => problem.kind === 'text-too-long' || problem.kind === 'text-sign' || (problem.kind === 'empty' && problem.part > 0)
const ofMedia = (problem: Problem): boolean => problem.kind.startsWith('media-') || problem.kind === 'too-many-media' || problem.kind.startsWith('alt-') || (problem.kind === 'lacking' && (problem.ability === 'images' || problem.ability === 'video' || problem.ability === 'documents')) || problem.kind === 'document-alone'
const ofPoll = (problem: Problem): boolean => problem.kind === 'poll-invalid' || (problem.kind === 'lacking' && problem.ability === 'poll')

/** One part of a post: its words, pictures and poll, and what the checks say of each, right there. */
export function PartEditor({ content, index, whose, accounts, faces, findings, language, dispatch, onFiles, onDiffer }: {
  readonly content: Content; readonly index: number; readonly whose: Whose
  readonly accounts: readonly AccountSummary[]; readonly faces: ReadonlyMap<AccountId, AccountFace>; readonly findings: readonly Finding[]; readonly language: string
  readonly dispatch: (action: Action) => void; readonly onFiles: (part: number, files: readonly File[]) => void; readonly onDiffer: (account: AccountId) => void
}) {
  const say = useText('composer')
  const formats = useFormats()
  const part = content.parts[index]
  if (!part) return null
  const at = { whose, part: index } as const
  const total = content.parts.length
  const commenting = accounts.filter(account => followsAsComment(account.abilities))
  const isOfComments = total === 2 && commenting.length > 0 && commenting.length === accounts.length
  const isComment = isOfComments && index === 1
  const remove = isComment ? say('parts.removeComment') : say('parts.remove', { number: index + 1 })
  const here = findings.filter(finding => finding.problem.part === index)
  const shared = { findings: here, faces, saysWho: whose === 'all' && accounts.length > 0, onDiffer }
  const wordsNote = accounts.length > 0 ? `words-note-${index}` : undefined
  return (
    <section className={classes.part} aria-label={isComment ? say('parts.comment') : total > 1 && !isOfComments ? say('parts.number', { number: index + 1, total }) : undefined}>
      {total > 1 && (isComment || !isOfComments) && (
        <header className={classes.head}>
          {isComment
            ? <span>{say('parts.comment')}</span>
            : <span>{index + 1}<span className={classes.of}>/{total}{index === 1 && commenting.length > 0 ? ` · ${say('parts.commentOn', { accounts: formats.list(commenting.map(account => faces.get(account.id)?.short ?? '')) })}` : ''}</span></span>}
          <Tooltip label={remove}>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={remove} onClick={() => { dispatch({ kind: 'remove-part', ...at }) }}><IconX size={14} aria-hidden /></ActionIcon>
          </Tooltip>
        </header>
      )}
      <Textarea variant="unstyled" autosize minRows={total > 1 ? 3 : 5} maxRows={18} value={part.text} spellCheck lang={content.language ?? language} data-autofocus={index === 0 || undefined}
        classNames={{ input: classes.words ?? '' }} placeholder={say(index === 0 ? 'text.placeholder' : isComment ? 'text.placeholderComment' : 'text.placeholderPart')} aria-describedby={wordsNote}
        aria-label={isComment ? say('text.labelComment') : isOfComments ? say('text.label') : total > 1 ? say('text.labelPart', { number: index + 1 }) : say('text.label')}
        onChange={event => { dispatch({ kind: 'type-text', ...at, text: event.currentTarget.value }) }}
        onPaste={event => {
          const files = mediaFilesIn(event.clipboardData)
          if (files.length === 0) return
          event.preventDefault()
          onFiles(index, files)
        }} />
      <div className={classes.under} id={wordsNote}>
        <Findings {...shared} of={ofText} />
        <Counters accounts={accounts} faces={faces} content={content} part={index} />
      </div>
      <MediaStrip media={part.media} accounts={accounts}
        onAlt={(media, alt) => { dispatch({ kind: 'write-alt', ...at, index: media, alt }) }}
        onRemove={media => { dispatch({ kind: 'remove-media', ...at, index: media }) }}
        onMove={(from, to) => { dispatch({ kind: 'move-media', ...at, from, to }) }} />
      <Findings {...shared} of={ofMedia} />
      {part.poll && <PollEditor poll={part.poll} limit={accounts.find(account => account.limits.poll)?.limits.poll ?? null} onChange={poll => { dispatch({ kind: 'put-poll', ...at, poll }) }} onRemove={() => { dispatch({ kind: 'put-poll', ...at, poll: null }) }} />}
      <Findings {...shared} of={ofPoll} />
    </section>
  )
}
