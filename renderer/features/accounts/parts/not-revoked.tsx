import { Alert, Button, Group, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useSituation } from '../../../app/situation.ts'
import { comptoir } from '../../../comptoir.ts'
import { useText } from '../../../text/index.ts'

/** Sign-ins that Comptoir could not end at their networks: the owner does it there. */
export function NotRevoked() {
  const say = useText('accounts')
  const accounts = useSituation(situation => situation.state.notRevoked)
  return accounts.map(({ accountId, handle, serverUrl, profileUrl }) => (
    <Alert key={accountId} color="amber" title={say('notRevoked.title', { handle })}>
      <Text size="sm">{say('notRevoked.sentence', { server: new URL(serverUrl).host })}</Text>
      <Group mt="sm" gap="xs">
        <Button size="sm" variant="default" rightSection={<IconExternalLink size={14} aria-hidden />} onClick={() => { void comptoir().system.openLink(profileUrl ?? serverUrl) }}>{say('notRevoked.open')}</Button>
        <Button size="sm" variant="subtle" color="gray" onClick={() => { void comptoir().accounts.acceptNotRevoked(accountId) }}>{say('notRevoked.done')}</Button>
      </Group>
    </Alert>
  ))
}
