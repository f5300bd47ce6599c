import { ability, type Abilities, type Ability, type Limits, type NetworkDescription } from '../../../preload/contract/networks.ts'
import type { Board } from './entities.ts'

/** Version 5 is the one there is; no end is announced. */
export const apiVersion = { name: 'v5', ends: null, source: 'https://github.com/pinterest/api-description v5 5.23.0, 2026-11-23' } as const satisfies NetworkDescription['apiVersion']

const source = 'https://github.com/pinterest/api-description v5 5.23.0 (PinCreate), 2026-11-23'
export const altMax = 500

/** A pin's title, description, link and words for those who cannot see it (PinCreate); JSON Schema counts code points. */
export const limitsWith = (boards: readonly Board[]): Limits => {
  const open = boards.filter(board => !board.is_ads_only && board.privacy !== 'SECRET')
  return {
    text: { maxGraphemes: 800, unit: { kind: 'code-points' }, maxBytes: null, urlWeight: null, mentionHostIsFree: false, warningCounts: false },
    // Two to five make a carousel. Pinterest takes files up to 20 MB by its help pages; a picture travels inside the call, which has a limit of its own that is not published.
    images: { max: 5, maxBytes: 8_000_000, maxPixels: null, maxDurationMs: null, mimes: ['image/jpeg', 'image/png'], altMaxGraphemes: altMax, shrinks: true },
    // Help pages, not confirmed for apps: 4 s to 15 min, 2 GB, from 1:2 to 1.91:1.
    video: { max: 1, maxBytes: 2_000_000_000, maxPixels: null, maxDurationMs: 15 * 60_000, minDurationMs: 4000, minAspect: 0.5, maxAspect: 1.91, mimes: ['video/mp4', 'video/quicktime', 'video/x-m4v'], altMaxGraphemes: altMax, shrinks: false },
    mixesMedia: false,
    poll: null,
    pollWithMedia: false,
    maxThreadParts: 1,
    visibilities: ['public'],
    messageMaxGraphemes: 800,
    needs: 'media',
    options: [
      { name: 'board', kind: 'choice', required: true, values: open.map(board => ({ value: board.id, label: board.name.slice(0, 300) })), initial: open.length === 1 ? open[0]?.id ?? null : null },
      { name: 'title', kind: 'text', required: false, maxGraphemes: 100, unit: { kind: 'code-points' } },
      { name: 'link', kind: 'link', required: false },
      { name: 'cover-ms', kind: 'number', required: false, min: 0, max: 15 * 60_000 },
    ],
    source,
  }
}

const offered: ReadonlySet<Ability> = new Set(['images', 'video', 'edit', 'delete', 'account-figures', 'post-figures'])
/** Comments, messages and likes of others are shown to no app, only their numbers. */
export const abilities = Object.fromEntries(ability.options.map(name => [name, offered.has(name) ? { kind: 'works' } : { kind: 'lacking', why: 'network' }])) as Abilities // the cast: every ability is in the list
