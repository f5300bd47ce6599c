import '@fontsource-variable/inter'
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { listenForOpenings } from './app/use-openings.ts'
import { followSituation, languageOf, readSituation } from './app/situation.ts'
import { db } from './db/db.ts'
import { takeInLastWords } from './db/last-words.ts'
import { openStore } from './db/open.ts'
import { startTexts } from './text/index.ts'
import { startSync } from './sync/start.ts'

// Start-up, top to bottom: who we are and how it looks, the store, the screen, then what came in meanwhile.
listenForOpenings()
const [situation, store] = await Promise.all([readSituation(), openStore(db)])
if (store.kind === 'open') await takeInLastWords()
await startTexts(languageOf(situation))
followSituation()

// macOS lays its own over the page and hides them by itself.
if (!navigator.platform.startsWith('Mac')) document.documentElement.dataset['scrollbars'] = 'drawn'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(<StrictMode><App store={store} /></StrictMode>)

if (store.kind === 'open') startSync()
