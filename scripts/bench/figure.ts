export type Unit = 'ms' | 's' | 'rows/s' | 'MB' | '%' | 'MB/h' | 'posts' | 'fps'
export type Amount = { readonly value: number; readonly unit: Unit }
export type Budget = { readonly of: 'ratio' | 'measured'; readonly sign: '≤' | '≥' | '='; readonly limit: number }

/** One line of the table. */
export type Figure = {
  readonly what: string
  readonly measured: Amount
  /** The same machine's measure for the same thing without us, taken in the same run; null where there is none. */
  readonly against: { readonly what: string; readonly amount: Amount } | null
  /** Null: told for the reader, no budget hangs on it. */
  readonly budget: Budget | null
  readonly note?: string
}

export const amount = (value: number, unit: Unit): Amount => ({ value, unit })
export const atMost = (limit: number, of: Budget['of'] = 'measured'): Budget => ({ of, sign: '≤', limit })
export const atLeast = (limit: number, of: Budget['of'] = 'measured'): Budget => ({ of, sign: '≥', limit })
export const exactly = (limit: number): Budget => ({ of: 'measured', sign: '=', limit })

export const ratioOf = ({ measured, against }: Figure): number | null => against && against.amount.value !== 0 ? measured.value / against.amount.value : null

/** Null where no budget hangs on it. */
export function isKept(figure: Figure): boolean | null {
  const { budget } = figure
  if (!budget) return null
  const value = budget.of === 'ratio' ? ratioOf(figure) : figure.measured.value
  if (value === null) return false
  return budget.sign === '≤' ? value <= budget.limit : budget.sign === '≥' ? value >= budget.limit : value === budget.limit
}

export const tableHead = ['| What | Measured | Against | Ratio | Budget | Kept |', '|---|---|---|---|---|---|'] as const

export function tableLine(figure: Figure): string {
  const { what, measured, against, budget, note } = figure
  const ratio = ratioOf(figure)
  const kept = isKept(figure)
  const cells = [
    note === undefined ? what : `${what} (${note})`,
    say(measured),
    against ? `${say(against.amount)} ${against.what}` : '–',
    ratio === null ? '–' : `${ratio.toFixed(2)} ×`,
    budget ? `${budget.sign} ${budget.of === 'ratio' ? `${budget.limit} ×` : say({ ...measured, value: budget.limit })}` : '–',
    kept === null ? '–' : kept ? 'kept' : '**not kept**',
  ]
  return `| ${cells.join(' | ')} |`
}

function say({ value, unit }: Amount): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return `${value.toLocaleString('en', { minimumFractionDigits: 0, maximumFractionDigits: digits }).replaceAll(',', ' ')} ${unit}`
}
