import { Switch } from '@mantine/core'
import { useId } from 'react'
import { Row } from './section.tsx'

export function ToggleRow({ label, why, isOn, change }: { readonly label: string; readonly why?: string; readonly isOn: boolean; readonly change: (isOn: boolean) => void }) {
  const id = useId()
  return (
    <Row label={label} {...(why ? { why } : {})} htmlFor={id}>
      <Switch id={id} checked={isOn} onChange={event => { change(event.currentTarget.checked) }} aria-describedby={why && `${id}-why`} />
    </Row>
  )
}
