import { Suspense } from 'react'
import { useText } from '../text/index.ts'
import { builtPlace, Composer } from './places.ts'
import { PlaceBoundary } from './place-boundary.tsx'
import { Rail } from './parts/rail.tsx'
import { ThinBar } from './parts/thin-bar.tsx'
import { useScreen } from './screen.ts'
import classes from './shell.module.css'

/** The frame around every place: rail, thin bar, the place itself, and the sheet of the composer above. */
export function Shell() {
  const say = useText('shell')
  const place = useScreen(screen => screen.place)
  const composing = useScreen(screen => screen.composing)
  const { Screen, id } = builtPlace(place)
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#place">{say('skip')}</a>
      <Rail />
      <div className={classes.right}>
        <ThinBar place={id} />
        <main id="place" className={classes.place} tabIndex={-1} aria-label={say(`place.${id}`)}>
          <PlaceBoundary key={id}>
            <Suspense fallback={null}><Screen /></Suspense>
          </PlaceBoundary>
        </main>
      </div>
      {composing !== null && <PlaceBoundary key={composing}><Suspense fallback={null}><Composer /></Suspense></PlaceBoundary>}
    </div>
  )
}
