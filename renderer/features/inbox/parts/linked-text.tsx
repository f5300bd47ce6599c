import type { ReactNode } from 'react'
import { failureNotice } from '../../../app/notices.tsx'
import { comptoir } from '../../../comptoir.ts'
import { useText } from '../../../text/index.ts'
import { openableUrl, runsOf } from '../linked-text.ts'

/** Opens in the owner's browser; the page itself never goes anywhere. An address that may not be opened is drawn as its words. */
export function OutsideLink({ url, className, children }: { readonly url: string; readonly className?: string | undefined; readonly children: ReactNode }) {
  const outside = useText('common')('openOutside')
  const href = openableUrl(url)
  if (href === null) return <span className={className}>{children}</span>
  const open = async (): Promise<void> => {
    const answer = await comptoir().system.openLink(href)
    if (!answer.ok) failureNotice(answer.failure)
  }
  return <a href={href} className={className} title={`${new URL(href).host} · ${outside}`} onClick={event => { event.preventDefault(); void open() }} onAuxClick={event => { event.preventDefault() }}>{children}</a>
}

/** Words of others, as words. */
export function LinkedText({ text, className }: { readonly text: string; readonly className?: string | undefined }) {
  return (
    <p className={className} dir="auto">
      {runsOf(text).map((run, index) => run.url === null ? run.text : <OutsideLink key={index} url={run.url}>{run.text}</OutsideLink>)}
    </p>
  )
}
