/** A day's label on an axis: 24 Nov. */
export function dayLabels(locale: string): (day: string) => string {
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return day => format.format(Date.parse(`${day}T12:00Z`))
}
