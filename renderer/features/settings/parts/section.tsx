import { Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import classes from './settings.module.css'

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id} className={classes.sectionTitle}>{title}</Title>
      <div className={classes.section}>{children}</div>
    </section>
  )
}

/** A label (with an explanation) on the left, its control on the right. `htmlFor` ties the two where the control is a field. */
export function Row({ label, why, htmlFor, children }: { readonly label: string; readonly why?: string; readonly htmlFor?: string; readonly children: ReactNode }) {
  return (
    <div className={classes.row}>
      <div className={classes.words}>
        {htmlFor ? <label htmlFor={htmlFor}>{label}</label> : <div>{label}</div>}
        {why && <div className={classes.why} id={htmlFor && `${htmlFor}-why`}>{why}</div>}
      </div>
      {children}
    </div>
  )
}
