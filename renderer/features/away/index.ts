export { AwayBanner } from './parts/away-banner.tsx'
export { AwayLink } from './parts/away-link.tsx'
export { AwaySheet } from './parts/away-sheet.tsx'
