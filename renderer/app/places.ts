import { IconBuildingStore, IconCalendarWeek, IconChartBar, IconInbox, IconSettings, IconSun, type Icon } from '@tabler/icons-react'
import { lazy, type ComponentType } from 'react'
import type { Place } from './screen.ts'

/** A place the rail leads to. Places not built yet are left out rather than shown empty. */
export type BuiltPlace = { readonly id: 'today' | 'calendar' | 'inbox' | 'analytics' | 'accounts' | 'settings'; readonly icon: Icon; readonly atFoot: boolean; readonly Screen: ComponentType }

export const places: readonly BuiltPlace[] = [
  { id: 'today', icon: IconSun, atFoot: false, Screen: lazy(async () => ({ default: (await import('../features/today/index.ts')).Today })) },
  { id: 'calendar', icon: IconCalendarWeek, atFoot: false, Screen: lazy(async () => ({ default: (await import('../features/calendar/index.ts')).Calendar })) },
  { id: 'inbox', icon: IconInbox, atFoot: false, Screen: lazy(async () => ({ default: (await import('../features/inbox/index.ts')).Inbox })) },
  { id: 'analytics', icon: IconChartBar, atFoot: false, Screen: lazy(async () => ({ default: (await import('../features/analytics/index.ts')).Analytics })) },
  { id: 'accounts', icon: IconBuildingStore, atFoot: true, Screen: lazy(async () => ({ default: (await import('../features/accounts/index.ts')).Accounts })) },
  { id: 'settings', icon: IconSettings, atFoot: true, Screen: lazy(async () => ({ default: (await import('../features/settings/index.ts')).Settings })) },
]

export const Composer = lazy(async () => ({ default: (await import('../features/composer/index.ts')).Composer }))

/** Where a wish leads: a place that is not built leads to Today. */
export const builtPlace = (place: Place): BuiltPlace => places.find(built => built.id === place) ?? (places[0] as BuiltPlace) // the list is not empty
