import { IconChartBar, IconLink, IconWorld } from '@tabler/icons-react'
import { memo, useEffect, useState } from 'react'
import type { Content, MediaUse, Part } from '../../../../preload/contract/drafts.ts'
import type { PostFormat } from '../../../../preload/contract/networks.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { comptoir } from '../../../comptoir.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { sayValue } from '../../../text/say-option.ts'
import { AccountMark } from '../../../ui/account-mark.tsx'
import { firstLinkOf, runsOf } from '../marked-text.ts'
import { Thumbnail } from './media-strip.tsx'
import classes from './preview.module.css'

/** The post as this account will show it. Drawn again only when its own content changes. */
export const Preview = memo(function Preview({ face, content, format, hasComment, badge }: {
  readonly face: AccountFace; readonly content: Content
  /** Where the network has several kinds of post. */
  readonly format: PostFormat | null
  /** What follows the post stands below it as a comment. */
  readonly hasComment: boolean
  readonly badge: string
}) {
  const say = useText('composer')
  const sayOption = useText('options')
  const [isShown, setShown] = useState(false)
  const isFolded = content.contentWarning !== null && content.contentWarning !== '' && !isShown
  return (
    <article className={classes.card} aria-label={say('preview.of', { account: face.short })}>
      <header className={classes.over}><span>{format === null ? face.network : `${face.network} · ${sayOption(`formats.${format}`)}`}</span><span className={classes.badge}>{badge}</span></header>
      {content.parts.map((part, index) => (
        // A part has no name but its place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={classes.post}>
          <div className={classes.side}><AccountMark {...face} size={38} />{index < content.parts.length - 1 && <span className={classes.thread} />}</div>
          <div className={classes.main}>
            {hasComment && index === 1 && <p className={classes.comment}>{say('parts.comment')}</p>}
            <p className={classes.who}><strong>{face.displayName}</strong><span>{face.handle}</span></p>
            {isFolded
              ? <p className={classes.warning}><span>{content.contentWarning}</span><button type="button" onClick={() => { setShown(true) }}>{say('warning.show')}</button></p>
              : <PartPreview part={part} options={index === 0 ? content.options ?? noOptions : noOptions} />}
          </div>
        </div>
      ))}
    </article>
  )
})

const noOptions: NonNullable<Content['options']> = {}

function PartPreview({ part, options: { title, link: ownLink, action, 'action-link': actionLink } }: { readonly part: Part; readonly options: NonNullable<Content['options']> }) {
  const say = useText('composer')
  const sayOption = useText('options')
  const formats = useFormats()
  const documents = part.media.filter(use => use.kind === 'document')
  const pictures = part.media.filter(use => use.kind !== 'document')
  const link = ownLink ?? (part.media.length === 0 && !part.poll ? firstLinkOf(part.text) : null)
  return (
    <>
      {title && documents.length === 0 && <p className={classes.heading}>{title}</p>}
      {part.text.trim() === '' && part.media.length === 0 && !part.poll
        ? <p className={classes.empty}>{say('preview.empty')}</p>
        : <p className={classes.text}>{runsOf(part.text).map((run, index) => run.kind === 'text' ? run.text : <span key={`${index}${run.text}`} className={classes.marked}>{run.text}</span>)}</p>}
      {pictures.length > 0 && <Pictures media={pictures} />}
      {documents.map(use => <Document key={use.hash} use={use} title={title} />)}
      {part.poll && (
        <div className={classes.poll}>
          {part.poll.options.map((option, index) => <p key={`${index}${option}`}><span>{option || say('poll.option', { number: index + 1 })}</span></p>)}
          <small><IconChartBar size={13} aria-hidden />{say('poll.closes', { duration: formats.duration(part.poll.durationS * 1000) })}</small>
        </div>
      )}
      {link && <LinkCard url={link} />}
      {action && action !== 'none' && actionLink && <p className={classes.action}>{sayValue({ value: action, label: null }, sayOption)}</p>}
    </>
  )
}

function Pictures({ media }: { readonly media: readonly MediaUse[] }) {
  const say = useText('composer')
  const shown = media.slice(0, 4)
  return (
    <div className={classes.pictures} data-count={shown.length}>
      {shown.map(use => (
        <span key={use.hash} role="img" aria-label={use.alt || say('preview.picture')} className={classes.frame}>
          <Thumbnail use={use} className={classes.picture} />
          {use.alt !== '' && <span className={classes.altMark} aria-hidden>ALT</span>}
        </span>
      ))}
    </div>
  )
}

/** Its first page, and below it what it is called. */
function Document({ use, title }: { readonly use: MediaUse; readonly title: string | undefined }) {
  const say = useText('composer')
  return (
    <div className={classes.document} role="group" aria-label={say('preview.document', { name: title ?? use.name })}>
      <Thumbnail use={use} className={classes.page} />
      <span className={classes.linkWords}><strong>{title ?? use.name}</strong><span>{say('media.document', { count: use.pages ?? 1 })}</span></span>
    </div>
  )
}

const titles = new Map<string, string>()

/** Title of the page behind the link, when there is a line to ask; its host until then. */
function LinkCard({ url }: { readonly url: string }) {
  const say = useText('composer')
  const [title, setTitle] = useState(titles.get(url) ?? '')
  const host = URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : url
  useEffect(() => {
    setTitle(titles.get(url) ?? '')
    if (titles.has(url)) return
    // After a pause: a half-typed address is nobody's page.
    const timer = setTimeout(() => {
      void comptoir().reading.linkPreview({ url }).then(answer => {
        if (!answer.ok || !answer.value) return // offline or no title: the host says enough
        titles.set(url, answer.value.title)
        setTitle(answer.value.title)
      })
    }, 900)
    return () => { clearTimeout(timer) }
  }, [url])
  return (
    <div className={classes.link} aria-label={say('preview.link', { host })} role="group">
      <span className={classes.linkIcon}>{title ? <IconWorld size={18} aria-hidden /> : <IconLink size={18} aria-hidden />}</span>
      <span className={classes.linkWords}>{title && <strong>{title}</strong>}<span>{host}</span></span>
    </div>
  )
}
