import { Modal } from '@mantine/core'
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState, type DragEvent } from 'react'
import type { Content } from '../../../../preload/contract/drafts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import { failureNotice } from '../../../app/notices.tsx'
import { asksOwner } from '../../../app/outbox-state.ts'
import { useScreen } from '../../../app/screen.ts'
import { useAccounts, useFaces } from '../../../app/use-accounts.ts'
import { isChangeable, postState } from '../../../db/post-state.ts'
import type { PostRow } from '../../../db/schema.ts'
import { standingOf } from '../../../db/standing.ts'
import { useText } from '../../../text/index.ts'
import { addFiles, chooseFiles, type Added } from '../add-media.ts'
import { contentOf, type Whose } from '../composer-state.ts'
import { useComposer } from '../use-composer.ts'
import { useWhoPublishes } from '../use-who-publishes.ts'
import { DeleteDialog } from './delete-dialog.tsx'
import { Editor } from './editor.tsx'
import { Foot } from './foot.tsx'
import { Outcomes, remotesOf } from './outcomes.tsx'
import { Previews } from './previews.tsx'
import { SheetHead } from './sheet-head.tsx'
import classes from './sheet.module.css'

const noAccounts: readonly never[] = []

/** One open post: what is written on the left, how it will look on the right, when it goes out at the foot. */
export function Sheet({ first }: { readonly first: PostRow }) {
  const say = useText('composer')
  const accounts = useAccounts() ?? noAccounts
  const faces = useFaces(accounts)
  const open = useComposer(first)
  const { draft, row, deliveries, changes, dispatch, flush, leave } = open
  const [whose, setWhose] = useState<Whose>('all')
  const [isAdding, setAdding] = useState(false)
  const [isOver, setOver] = useState(false)
  const [isDeleting, setDeleting] = useState(false)
  const compose = useScreen(screen => screen.compose)
  const canChange = isChangeable(row, deliveries)
  const standings = canChange ? [] : deliveries.filter(delivery => delivery.stateKind === 'published').map(({ delivery: { accountId } }) => standingOf(row, accountId, remotesOf(deliveries, accountId), changes))
  const isGone = standings.length > 0 && standings.every(standing => standing.kind === 'deleted')
  const known = postState(row, deliveries)
  const state = isGone && known === 'published' ? 'deleted' : known
  const asking = row.stage === 'scheduled' ? deliveries.filter(delivery => asksOwner(delivery.state)) : []
  // Undo may take away the variant whose tab is open.
  const shown: Whose = whose === 'all' || draft.variants[whose] ? whose : 'all'

  const contentShown = (account: AccountId): Content | null => {
    if (canChange) return contentOf(draft, account)
    const standing = standingOf(row, account, remotesOf(deliveries, account), changes)
    return standing.kind === 'deleted' && !isGone ? null : standing.content
  }

  const close = useCallback((): void => {
    // Almost always at once; what the store does not take stays on screen.
    void leave().then(isKept => { if (isKept) compose(null) })
  }, [compose, leave])

  const takeIn = useCallback(async (part: number, adding: Promise<Added>): Promise<void> => {
    setAdding(true)
    const { facts, refused } = await adding.finally(() => { setAdding(false) })
    if (facts.length > 0) dispatch({ kind: 'add-media', whose: shown, part, media: facts.map(fact => ({ ...fact, alt: '' })) })
    for (const { failure } of refused) failureNotice(failure)
  }, [dispatch, shown])

  const differ = useCallback((account: AccountId): void => {
    dispatch({ kind: 'differ', account })
    setWhose(account)
  }, [dispatch])

  const frame = useRef<HTMLDivElement>(null)
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    // The cast: keys are pressed on elements.
    const target = event.target as HTMLElement
    const dialog = target.closest('[role="dialog"]')
    if (dialog && frame.current && !dialog.contains(frame.current) && !dialog.classList.contains('mantine-Popover-dropdown')) return // another dialog above
    if (event.key === 'Escape') {
      // A menu or calendar that is open takes Escape for itself; a fold that is open does not.
      if ((target.ariaExpanded === 'true' && target.ariaHasPopup !== null) || target.closest('.mantine-Popover-dropdown, [role="menu"], [role="listbox"]')) return
      event.preventDefault()
      event.stopPropagation()
      close()
      return
    }
    const key = event.key.toLowerCase()
    if (!canChange || !(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return
    event.preventDefault()
    dispatch({ kind: key === 'y' || event.shiftKey ? 'redo' : 'undo' })
  })
  useEffect(() => {
    // On the window, before all others: a field that undo removes takes the focus with it, and the keys must go on working.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => { window.removeEventListener('keydown', onKey, { capture: true }) }
  }, [])
  const dropped = (event: DragEvent): void => {
    setOver(false)
    // Whatever it is: a file that is no picture gets its sentence instead of silence.
    const files = [...event.dataTransfer.files]
    if (files.length === 0 || !canChange) return
    event.preventDefault()
    void takeIn(contentOf(draft, shown).parts.length - 1, addFiles(files))
  }
  const { byNetwork } = useWhoPublishes(open, accounts)
  const chosen = useMemo(() => accounts.filter(account => draft.accountIds.includes(account.id)), [accounts, draft.accountIds])

  return (
    <Modal.Root opened onClose={close} size="min(1160px, 100vw - 48px)" yOffset={24} closeOnEscape={false} padding={0} radius="lg" returnFocus classNames={{ content: classes.sheet ?? '' }}>
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content>
        <div className={classes.frame} data-short={!canChange || undefined} ref={frame} tabIndex={-1}
          onDragOver={event => { if (event.dataTransfer.types.includes('Files')) { event.preventDefault(); setOver(true) } }}
          onDragLeave={event => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false) /* the cast: of the page or nothing */ }} onDrop={dropped}>
          <SheetHead open={open} state={state} onClose={close} onDelete={() => { setDeleting(true) }} />
          <div className={classes.body}>
            <div className={classes.left}>
              {canChange
                ? <>{asking.length > 0 && <Outcomes row={row} deliveries={asking} changes={changes} faces={faces} accounts={accounts} />}<Editor open={open} accounts={accounts} chosen={chosen} faces={faces} whose={shown} isAdding={isAdding} onTurn={setWhose} onDiffer={differ}
                    onFiles={(part, files) => { void takeIn(part, addFiles(files)) }} onChoose={part => { void takeIn(part, chooseFiles()) }}
                    onConnect={() => { close(); useScreen.getState().goTo('accounts') }} /></>
                : <Outcomes row={row} deliveries={deliveries} changes={changes} faces={faces} accounts={accounts} />}
            </div>
            <Previews contentOf={contentShown} as={canChange ? 'will' : isGone ? 'was' : 'is'} chosen={chosen} faces={faces} byNetwork={byNetwork} />
          </div>
          {canChange && <Foot open={open} accounts={accounts} faces={faces} onClose={close} onTurn={setWhose} flush={flush} />}
          {isDeleting && <DeleteDialog row={row} deliveries={deliveries} changes={changes} faces={faces} accounts={accounts} onClose={() => { setDeleting(false) }} onHidden={close} />}
          {isOver && canChange && <div className={classes.over}>{say('media.drop')}</div>}
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}
