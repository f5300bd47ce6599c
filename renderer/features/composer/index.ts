export { Composer } from './composer.tsx'
export { copyAsItStands } from './composer-acts.ts'
/** The fields of a time and what must be asked of one, wherever a post gets its time. */
export { TimeQuestion } from './parts/time-question.tsx'
export { WhenBar } from './parts/when-bar.tsx'
export { useWhen } from './use-when.ts'
export { isPast, judgeWall, quickSlots, sensibleTimeOn, type Judgement } from './when-state.ts'
