import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { countPublished } from '../../db/deliveries.ts'
import { useText } from '../../text/index.ts'
import { announcementFor, type OutboxGroups } from '../outbox-state.ts'
import { useOutbox } from '../use-outbox.ts'

/** Says changes of the outbox to those who do not see them. */
export function OutboxVoice() {
  const say = useText('outbox')
  const groups = useOutbox()
  const before = useRef<OutboxGroups>(groups)
  const [words, setWords] = useState('')
  useEffect(() => {
    const last = before.current
    before.current = groups
    const here = new Set([...groups.asks, ...groups.travelling].map(row => row.id))
    const left = [...last.asks, ...last.travelling].filter(row => !here.has(row.id)).map(row => row.delivery.id)
    void countPublished(left).then(published => {
      const announcement = announcementFor(last, groups, published)
      if (announcement) setWords(announcement.kind === 'asks' ? say('announce.asks') : say(`announce.${announcement.kind}`, { count: announcement.count }))
    })
  }, [groups, say])
  return <VisuallyHidden role="status" aria-live="polite">{words}</VisuallyHidden>
}
