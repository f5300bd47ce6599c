import { AwaySheet } from '../features/away/index.ts'
import { HandSheet } from '../features/by-hand/index.ts'
import { Suspense, useEffect, useRef } from 'react'
import { ReadinessSheet } from '../features/readiness/index.ts'
import { useText } from '../text/index.ts'
import { Banners } from './parts/banners.tsx'
import { KeyList } from './parts/key-list.tsx'
import { OutboxDrawer } from './parts/outbox-drawer.tsx'
import { OutboxVoice } from './parts/outbox-voice.tsx'
import { Palette } from './parts/palette.tsx'
import { ResumeDialog } from './parts/resume-dialog.tsx'
import { Rail } from './parts/rail.tsx'
import { ThinBar } from './parts/thin-bar.tsx'
import { PlaceBoundary } from './place-boundary.tsx'
import { builtPlace, Composer } from './places.ts'
import { useScreen } from './screen.ts'
import { useOpenings } from './use-openings.ts'
import { useShortcuts } from './use-shortcuts.ts'
import classes from './shell.module.css'

/** The frame around every place: rail, thin bar, the place itself, and the sheets above. */
export function Shell() {
  const say = useText('shell')
  const place = useScreen(screen => screen.place)
  const composing = useScreen(screen => screen.composing)
  const { Screen, id } = builtPlace(place)
  useShortcuts()
  useOpenings()
  const placeRef = useFocusOnArrival(id)
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#place" onClick={event => { event.preventDefault(); placeRef.current?.focus() }}>{say('skip')}</a>
      <Rail />
      <div className={classes.right}>
        <ThinBar place={id} />
        <Banners />
        <main id="place" ref={placeRef} className={classes.place} tabIndex={-1} aria-label={say(`place.${id}`)}>
          <PlaceBoundary key={id}>
            <Suspense fallback={null}><Screen /></Suspense>
          </PlaceBoundary>
        </main>
      </div>
      <OutboxDrawer />
      <OutboxVoice />
      <AwaySheet />
      <ReadinessSheet />
      <HandSheet />
      <ResumeDialog />
      <Palette />
      <KeyList />
      {composing !== null && <PlaceBoundary key={composing}><Suspense fallback={null}><Composer /></Suspense></PlaceBoundary>}
    </div>
  )
}

/** After a change of place the keyboard goes on from there, not from a button that is gone. */
function useFocusOnArrival(id: string) {
  const ref = useRef<HTMLElement>(null)
  const last = useRef(id)
  useEffect(() => {
    if (last.current === id) return
    last.current = id
    // A link of the rail keeps the focus: the owner may be walking through the places.
    if (!document.activeElement?.closest('nav')) ref.current?.focus({ preventScroll: true })
    document.title = `${document.querySelector('h1')?.textContent ?? ''} · Comptoir`
  }, [id])
  return ref
}
