import { ActionIcon, Textarea, Tooltip } from '@mantine/core'
import { IconFileTypePdf, IconGripVertical, IconMovie, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import { countGraphemes } from '../../../../preload/contract/count-text.ts'
import type { MediaUse } from '../../../../preload/contract/drafts.ts'
import { useText } from '../../../text/index.ts'
import classes from './media-strip.module.css'

/** The pictures, videos and documents of one part, each with the words for those who cannot see it. Moved by dragging the handle or with the arrow keys on it. */
export function MediaStrip({ media, accounts, onAlt, onRemove, onMove }: {
  readonly media: readonly MediaUse[]; readonly accounts: readonly AccountSummary[]
  readonly onAlt: (index: number, alt: string) => void; readonly onRemove: (index: number) => void; readonly onMove: (from: number, to: number) => void
}) {
  const say = useText('composer')
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  if (media.length === 0) return null

  const move = (from: number, to: number): void => {
    const use = media[from]
    if (!use || to < 0 || to >= media.length) return
    onMove(from, to)
    setSaid(say('media.moved', { name: use.name, number: to + 1 }))
  }
  /** The row whose middle the pointer has passed. */
  const rowAt = (y: number): number => {
    const rows = [...list.current?.children ?? []].map(row => row.getBoundingClientRect())
    return Math.max(0, rows.filter(row => row.top + row.height / 2 < y).length - (rows.some((row, index) => index === dragged && row.top + row.height / 2 < y) ? 1 : 0))
  }
  return (
    <>
      <ol className={classes.list} ref={list} aria-label={say('media.list')}>
        {media.map((use, index) => (
          <li key={use.hash} className={dragged === index ? `${classes.row} ${classes.dragged}` : classes.row}>
            {media.length > 1 && (
              <button type="button" className={classes.handle} aria-label={say('media.move', { name: use.name })} title={say('media.move', { name: use.name })}
                onKeyDown={event => {
                  const to = event.key === 'ArrowUp' ? index - 1 : event.key === 'ArrowDown' ? index + 1 : null
                  if (to === null) return
                  event.preventDefault()
                  move(index, to)
                }}
                onPointerDown={event => { event.currentTarget.setPointerCapture(event.pointerId); setDragged(index) }}
                onPointerMove={event => {
                  if (dragged === null) return
                  const to = rowAt(event.clientY)
                  if (to !== dragged && to < media.length) { move(dragged, to); setDragged(to) }
                }}
                onPointerUp={() => { setDragged(null) }} onPointerCancel={() => { setDragged(null) }}>
                <IconGripVertical size={16} aria-hidden />
              </button>
            )}
            <Thumbnail use={use} />
            <Words use={use} max={altMax(use, accounts)} onChange={alt => { onAlt(index, alt) }} />
            <Tooltip label={say('media.remove', { name: use.name })}>
              <ActionIcon variant="subtle" color="gray" aria-label={say('media.remove', { name: use.name })} onClick={() => { onRemove(index) }}><IconX size={16} aria-hidden /></ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ol>
      <span className={classes.spoken} aria-live="polite">{said}</span>
    </>
  )
}

export function Thumbnail({ use, className = classes.thumbnail }: { readonly use: Pick<MediaUse, 'hash' | 'kind' | 'alt'>; readonly className?: string | undefined }) {
  const [isMissing, setMissing] = useState(false)
  return (
    <span className={className}>
      {isMissing ? null : <img src={`/media/${use.hash}/thumb`} alt="" draggable={false} onError={() => { setMissing(true) }} />}
      {use.kind === 'video' && <IconMovie size={20} className={classes.film} aria-hidden />}
      {use.kind === 'document' && <IconFileTypePdf size={20} className={classes.film} aria-hidden />}
    </span>
  )
}

/** The shortest description that all networks take which take any; 0 where none does. */
export function altMax({ kind }: Pick<MediaUse, 'kind'>, accounts: readonly Pick<AccountSummary, 'limits'>[]): number {
  if (kind === 'document') return 0
  const all = accounts.map(({ limits }) => (kind === 'image' ? limits.images : limits.video ?? limits.images).altMaxGraphemes)
  return all.length > 0 && all.every(max => max === 0) ? 0 : Math.min(...all.filter(max => max > 0), 10_000)
}

function Words({ use, max, onChange }: { readonly use: MediaUse; readonly max: number; readonly onChange: (alt: string) => void }) {
  const say = useText('composer')
  const left = max - countGraphemes(use.alt)
  return (
    <div className={classes.alt}>
      {max > 0 && <Textarea size="sm" autosize minRows={1} maxRows={4} value={use.alt} placeholder={say('media.alt')} aria-label={say('media.altFor', { name: use.name })} onChange={event => { onChange(event.currentTarget.value) }} />}
      <span className={classes.facts}>
        <span className={classes.name}>{use.name}{use.kind === 'video' && use.durationMs !== null ? ` · ${say('media.video', { seconds: Math.round(use.durationMs / 1000) })}` : use.pages === undefined ? '' : ` · ${say('media.document', { count: use.pages })}`}</span>
        {max > 0 && use.alt !== '' && <span className={left < 0 ? classes.over : undefined}>{left < 0 ? say('media.altOver', { count: -left }) : say('media.altLeft', { count: left })}</span>}
      </span>
    </div>
  )
}
