import type { ComptoirWindow } from '../preload/contract/index.ts'

declare global {
  interface Window { readonly comptoir: ComptoirWindow }
}

/** The counter between the rooms, as preload put it on the window: the only way out of the renderer. */
export const comptoir = (): ComptoirWindow => window.comptoir
