export { Analytics } from './analytics.tsx'
/** What Today says in one line. */
export { medianOf, reactionsOf, weekResult, type WeekResult } from './analytics-state.ts'
