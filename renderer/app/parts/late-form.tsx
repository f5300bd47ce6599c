import { NativeSelect, Radio, Stack } from '@mantine/core'
import type { LatePolicy } from '../../../preload/contract/time.ts'
import { useFormats, type Formats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import type { late } from '../../text/en/late.ts'
import type { Say } from '../../text/shape.ts'
import { formOf, policyOf, thens, withinChoices } from '../late-state.ts'

/** What to do with a post whose time passed while this computer could not send it: until when by itself, and what then. */
export function LateForm({ policy, onChange }: { readonly policy: LatePolicy; readonly onChange: (policy: LatePolicy) => void }) {
  const say = useText('late')
  const formats = useFormats()
  const form = formOf(policy)
  return (
    <Stack gap="sm">
      <NativeSelect size="sm" label={say('within')} value={String(form.within)}
        data={withinChoices(form).map(within => ({ value: String(within), label: within === 'always' ? say('always') : within === 0 ? say('never') : say('upTo', { by: durationOf(within, formats) }) }))}
        onChange={({ currentTarget: { value } }) => { onChange(policyOf({ ...form, within: value === 'always' ? 'always' : Number(value) })) }} />
      {form.within !== 'always' && (
        <Radio.Group size="sm" label={say(form.within === 0 ? 'instead' : 'later')} value={form.then} onChange={value => {
          const then = thens.find(one => one === value)
          if (then) onChange(policyOf({ ...form, then }))
        }}>
          <Stack gap={8} mt={6}>{thens.map(then => <Radio key={then} size="sm" value={then} label={say(`then.${then}`)} />)}</Stack>
        </Radio.Group>
      )}
    </Stack>
  )
}

const durationOf = (minutes: number, formats: Formats): string => formats.duration(minutes * 60_000)

/** The same in a few words. */
export function sayLate(policy: LatePolicy, say: Say<typeof late>, formats: Formats): string {
  const { within, then } = formOf(policy)
  if (within === 'always') return say('said.always')
  return within === 0 ? say(`said.${then}`) : say(`said.upTo-${then}`, { by: durationOf(within, formats) })
}
