import { ActionIcon, Button, Table, Tooltip } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { Suspense, useState, type ReactNode } from 'react'
import { useText } from '../../../text/index.ts'
import classes from './analytics.module.css'
import { ChartDrawing } from './chart-drawing.tsx'
import { Definition } from './definition.tsx'

export type ChartTable = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }

/** A chart, the same as a table, and below what it says in a sentence with one thing to do about it. */
export function ChartCard({ title, name, head, definition, chart, table, height, sentence, tip, act }: {
  readonly title: string
  /** What tells this card from another of the same title. */
  readonly name: string
  readonly head?: ReactNode
  readonly definition: string
  /** Null: there is nothing to draw yet. */
  readonly chart: ReactNode
  readonly table: ChartTable
  readonly height: number
  readonly sentence: string
  readonly tip?: string | undefined
  readonly act?: { readonly label: string; readonly run: () => void } | undefined
}) {
  const say = useText('analytics')
  const [isTable, setIsTable] = useState(false)
  const toggle = say(isTable ? 'asChartOf' : 'asTableOf', { title: name })
  return (
    <section className={classes.card} aria-label={name}>
      <header className={classes.cardHead}>
        {head ?? <h2 className={classes.cardTitle}>{title}</h2>}
        <span className={classes.rest} />
        <Definition title={title}>{definition}</Definition>
        {chart && (
          <Tooltip label={say(isTable ? 'asChart' : 'asTable')}>
            <ActionIcon variant="subtle" color="gray" size={28} aria-label={toggle} onClick={() => { setIsTable(!isTable) }}>{isTable ? <IconChartBar size={17} stroke={1.7} aria-hidden /> : <IconTable size={17} stroke={1.7} aria-hidden />}</ActionIcon>
          </Tooltip>
        )}
      </header>
      {chart && <div className={classes.chart} style={{ minHeight: height }}>{isTable ? <PlainTable table={table} name={name} height={height} /> : <Suspense fallback={null}>{chart}</Suspense>}</div>}
      {!chart && <div className={classes.ghost} style={{ minHeight: Math.min(height, 120) }}><ChartDrawing /></div>}
      <footer className={classes.foot}>
        <p className={classes.sentence}>{sentence}{tip && <span className={classes.tip}>{tip}</span>}</p>
        {act && <Button size="compact-sm" variant="light" onClick={act.run}>{act.label}</Button>}
      </footer>
    </section>
  )
}

function PlainTable({ table: { head, rows }, name, height }: { readonly table: ChartTable; readonly name: string; readonly height: number }) {
  return (
    <div className={classes.plain} style={{ maxHeight: height }} role="group" aria-label={name} tabIndex={0}>
      <Table stickyHeader verticalSpacing={4} fz={13}>
        <Table.Thead><Table.Tr>{head.map(word => <Table.Th key={word} scope="col">{word}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>{rows.map(row => <Table.Tr key={row[0]}>{row.map((cell, index) => index === 0 ? <Table.Th key={head[index]} scope="row" fw={400}>{cell}</Table.Th> : <Table.Td key={head[index]}>{cell}</Table.Td>)}</Table.Tr>)}</Table.Tbody>
      </Table>
    </div>
  )
}
