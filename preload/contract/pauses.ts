import type { DeliveryRecord } from './publishing.ts'

/** One time everything was stopped. `who`: the name under which someone was signed in to this computer; '' where it does not say. */
export type PauseRecord = { readonly beganUtc: number; readonly endedUtc: number | null; readonly who: string; readonly why: string }

/**
 * What resuming does with a delivery. `goes-out`: at once, since it is due; `asks`: it is later than its owner allows; `dropped`: so late that
 * it is not wanted any more; `handed-over`: given to the network again; `called-back`: still lies with the network, and is called back first; `planned`: at its time.
 */
export type ResumeFate = 'goes-out' | 'asks' | 'dropped' | 'next-slot' | 'handed-over' | 'called-back' | 'planned'
export type ResumeStep = { readonly record: DeliveryRecord; readonly fate: ResumeFate }
/** In the order in which it matters; `more` counts the planned ones that are left out. */
export type ResumePlan = { readonly steps: readonly ResumeStep[]; readonly more: number }
