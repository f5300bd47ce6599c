import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { comptoir } from '../comptoir.ts'
import type { OpenOutcome } from '../db/open.ts'
import { useText } from '../text/index.ts'

/** The window's store could not be opened: a sentence and an act; nothing is touched. */
export function StartTrouble({ why }: { readonly why: Exclude<OpenOutcome['kind'], 'open'> }) {
  const say = useText('failures')
  return (
    <Stack component="main" align="center" justify="center" h="100vh" p="xl" maw={560} mx="auto" ta="center">
      <Title order={1} size="h2">{say(`start.${why}.title`)}</Title>
      <Text c="dimmed">{say(`start.${why}.sentence`)}</Text>
      <Group>
        <Button onClick={() => { location.reload() }}>{say('start.again')}</Button>
        <Button variant="default" onClick={() => { void comptoir().system.showDataFolder() }}>{say('start.folder')}</Button>
      </Group>
    </Stack>
  )
}
