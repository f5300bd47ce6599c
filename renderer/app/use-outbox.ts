import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import { outboxRows, plannedRows } from '../db/deliveries.ts'
import type { DeliveryRow } from '../db/schema.ts'
import { groupOutbox, soonMs, type OutboxGroups } from './outbox-state.ts'
import { useNow } from './use-now.ts'

const noRows: readonly DeliveryRow[] = []

/** What waits, travels or asks, alive. */
export function useOutbox(): OutboxGroups {
  const soonUtc = useNow() + soonMs
  const rows = useLiveQuery(() => outboxRows(soonUtc), [soonUtc]) ?? noRows
  return useMemo(() => groupOutbox(rows), [rows])
}

/** The next of what is planned for later; one more than shown, so that "and more" can be said. */
export function usePlanned(limit: number): readonly DeliveryRow[] {
  const soonUtc = useNow() + soonMs
  return useLiveQuery(() => plannedRows(soonUtc, limit), [soonUtc, limit]) ?? noRows
}
