export { ReadinessLink } from './parts/readiness-link.tsx'
export { ReadinessSheet } from './parts/readiness-sheet.tsx'
