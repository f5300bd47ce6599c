import { Group, Kbd, Modal, Text } from '@mantine/core'
import { Fragment } from 'react'
import { useText } from '../../text/index.ts'
import { shortcuts } from '../keys.ts'
import { useLetterKeys } from '../use-shortcuts.ts'

export function KeyList() {
  const say = useText('shell')
  const isOpen = useLetterKeys(keys => keys.listIsOpen)
  return (
    <Modal opened={isOpen} onClose={() => { useLetterKeys.setState({ listIsOpen: false }) }} title={say('keys')} size="sm" closeButtonProps={{ 'aria-label': useText('common')('close') }}>
      {shortcuts.map(({ name, keys, isSequence }) => (
        <Group key={name} justify="space-between" py={6} wrap="nowrap">
          <Text size="sm">{say(`key.${name}`)}</Text>
          <Group gap={6} wrap="nowrap">{keys.map((key, index) => <Fragment key={key}>{index > 0 && isSequence && <Text size="xs" c="dimmed">{say('key.then')}</Text>}<Kbd>{key}</Kbd></Fragment>)}</Group>
        </Group>
      ))}
    </Modal>
  )
}
