import { useLanguage, type Language } from './index.ts'

export const unknownDash = '–'

const zoneKeptMs = 1000
let zoneRead = { zone: '', ms: -Infinity }
/** The computer's zone. It changes with a journey, not between two cards: reading it builds a formatter each time, and every card asks. */
export function computerZone(): string {
  const ms = performance.now()
  if (ms - zoneRead.ms > zoneKeptMs) zoneRead = { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, ms }
  return zoneRead.zone
}

/** `America/New_York` → New York. */
export const townOf = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Dates, numbers and sizes as people of this language and country write them. All times in; the zone is the computer's unless given. */
export function formatsOf(language: Language, zone = computerZone()) {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
  const made = new Map<string, Intl.DateTimeFormat>()
  const date = (utc: number, options: Intl.DateTimeFormatOptions, inZone: string): string => {
    const key = JSON.stringify([options, inZone])
    const format = made.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: inZone })
    made.set(key, format)
    return format.format(utc)
  }
  const plain = new Intl.NumberFormat(locale)
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' })
  const relativeTime = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })

  const time = (utc: number, inZone = zone): string => date(utc, { hour: 'numeric', minute: '2-digit' }, inZone)
  /** `Europe/Paris` → its name, when it is not the computer's; else nothing. */
  const zoneName = (inZone: string): string => inZone === zone ? '' : townOf(inZone)

  return {
    locale,
    number: (value: number | null | undefined): string => value == null ? unknownDash : plain.format(value),
    compact: (value: number | null | undefined): string => value == null ? unknownDash : compact.format(value),
    signed: (value: number | null | undefined): string => value == null ? unknownDash : signed.format(value),
    /** 0.12 → 12 %. */
    share: (value: number | null | undefined): string => value == null ? unknownDash : share.format(value),
    list: (words: readonly string[]): string => list.format(words),
    time,
    /** Tuesday 24 November. */
    day: (utc: number, inZone = zone): string => date(utc, { weekday: 'long', day: 'numeric', month: 'long' }, inZone),
    /** Tue 24 Nov. */
    shortDay: (utc: number, inZone = zone): string => date(utc, { weekday: 'short', day: 'numeric', month: 'short' }, inZone),
    /** 24 Nov 2026. */
    date: (utc: number, inZone = zone): string => date(utc, { day: 'numeric', month: 'short', year: 'numeric' }, inZone),
    /** Tuesday, or Tue. */
    weekday: (utc: number, style: 'long' | 'short', inZone = zone): string => date(utc, { weekday: style }, inZone),
    /** Nov. */
    shortMonth: (utc: number, inZone = zone): string => date(utc, { month: 'short' }, inZone),
    month: (utc: number, inZone = zone): string => date(utc, { month: 'long', year: 'numeric' }, inZone),
    /** Tue 24 Nov, 09:00; with the zone's town when it is not the computer's. */
    dateTime: (utc: number, inZone = zone): string => {
      const town = zoneName(inZone)
      return `${date(utc, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }, inZone)}${town ? ` (${town})` : ''}`
    },
    zoneName,
    /** How long ago or how soon, coarsely: "5 min ago", "in 2 hr", "yesterday". */
    relative: (utc: number, now: number): string => {
      const gap = utc - now
      const size = Math.abs(gap)
      if (size < minuteMs) return relativeTime.format(0, 'second')
      if (size < hourMs) return relativeTime.format(Math.trunc(gap / minuteMs), 'minute')
      if (size < dayMs) return relativeTime.format(Math.trunc(gap / hourMs), 'hour')
      if (size < 7 * dayMs) return relativeTime.format(Math.trunc(gap / dayMs), 'day')
      return date(utc, { day: 'numeric', month: 'short', ...(size > 300 * dayMs ? { year: 'numeric' } : {}) }, zone)
    },
    duration: (ms: number): string => {
      const unit = (value: number, name: string): string => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long', maximumFractionDigits: 0 }).format(value)
      if (ms < hourMs) return unit(Math.max(1, Math.round(ms / minuteMs)), 'minute')
      if (ms < 2 * dayMs) return unit(Math.round(ms / hourMs), 'hour')
      return unit(Math.round(ms / dayMs), 'day')
    },
    bytes: (bytes: number): string => {
      const [value, unit] = bytes >= 1e6 ? [bytes / 1e6, 'megabyte'] : [bytes / 1e3, 'kilobyte']
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)
    },
  }
}
export type Formats = ReturnType<typeof formatsOf>

const shared = new Map<string, Formats>()

/** Formats of the language on screen: the same for all who draw, since the formatters in them take longer to make than a card to draw. */
export function useFormats(): Formats {
  const language = useLanguage()
  const zone = computerZone()
  const known = shared.get(`${language} ${zone}`) ?? formatsOf(language, zone)
  shared.set(`${language} ${zone}`, known)
  return known
}
