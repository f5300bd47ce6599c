import { ActionIcon, VisuallyHidden } from '@mantine/core'
import { IconExternalLink, IconMovie, IconPhoto } from '@tabler/icons-react'
import type { AccountFace } from '../../../app/account-faces.ts'
import { failureNotice } from '../../../app/notices.tsx'
import { comptoir } from '../../../comptoir.ts'
import type { OwnPostRow } from '../../../db/schema.ts'
import { unknownDash, useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { NetworkDot } from '../../../ui/account-mark.tsx'
import { isYoung, kindOf } from '../analytics-state.ts'
import { columns, figureOf } from '../post-table.ts'
import classes from './post-list.module.css'

/** The cells of one post. */
export function PostLine({ post, face, tellsReach, nowUtc }: { readonly post: OwnPostRow; readonly face: AccountFace; readonly tellsReach: boolean; readonly nowUtc: number }) {
  const say = useText('analytics')
  const formats = useFormats()
  const kind = kindOf(post)
  const text = post.text.replace(/\s+/gu, ' ').trim().slice(0, 160) || say('posts.withoutText')
  const isThisYear = new Date(post.createdUtc).getFullYear() === new Date(nowUtc).getFullYear()
  const rising = isYoung(post, nowUtc)
  const whyUnknown = (column: typeof columns[number]): string => (column === 'reach' ? !tellsReach : post.figuresUtc > 0) ? say('posts.notTold', { network: face.network }) : say('posts.notYet')
  const open = async (url: string): Promise<void> => {
    const answer = await comptoir().system.openLink(url)
    if (!answer.ok) failureNotice(answer.failure)
  }
  return (
    <>
      <span role="cell" className={classes.date}>
        <time dateTime={new Date(post.createdUtc).toISOString()}>{isThisYear ? formats.shortDay(post.createdUtc) : formats.date(post.createdUtc)}</time>
        {post.goneUtc !== undefined && <span className={classes.gone} title={say('posts.goneWhy', { network: face.network, when: formats.dateTime(post.goneUtc) })}>{say('posts.gone')}</span>}
        {post.goneUtc === undefined && rising && <span className={classes.rising} title={say('posts.risingWhy')}>{say('posts.rising')}</span>}
      </span>
      <span role="cell" className={classes.post}>
        <NetworkDot network={face.network} colour={face.colour} size={16} />
        <VisuallyHidden>{face.short}</VisuallyHidden>
        {kind === 'picture' && <IconPhoto size={15} stroke={1.7} className={classes.kind} role="img" aria-label={say('posts.withPicture')} />}
        {kind === 'video' && <IconMovie size={15} stroke={1.7} className={classes.kind} role="img" aria-label={say('posts.withVideo')} />}
        <span className={classes.text}>{text}</span>
      </span>
      {columns.filter(column => column !== 'date').map(column => {
        const figure = figureOf(post, column)
        return (
          <span key={column} role="cell" className={column === 'reactions' ? `${classes.figure} ${classes.total}` : classes.figure} data-unknown={figure === null || undefined} title={figure === null ? whyUnknown(column) : undefined}>
            {figure === null ? <><span aria-hidden>{unknownDash}</span><VisuallyHidden>{whyUnknown(column)}</VisuallyHidden></> : formats.number(figure)}
          </span>
        )
      })}
      <span role="cell" className={classes.open}>
        {post.ref.url && post.goneUtc === undefined && <ActionIcon variant="subtle" color="gray" size={28} aria-label={say('posts.open', { network: face.network, text: text.slice(0, 60) })} onClick={() => { void open(post.ref.url ?? '') }}><IconExternalLink size={16} stroke={1.7} aria-hidden /></ActionIcon>}
      </span>
    </>
  )
}
