import { Button, Stack, Text, Title } from '@mantine/core'
import { Component, type ErrorInfo, type ReactNode } from 'react'
import { comptoir } from '../comptoir.ts'
import { useText } from '../text/index.ts'

type Props = { readonly children: ReactNode }

/** Our own mistake in one place leaves the others standing; the reason goes to main's log. */
export class PlaceBoundary extends Component<Props, { readonly isBroken: boolean }> {
  override readonly state = { isBroken: false }

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true }
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    void comptoir().system.reportTrouble({ message: error.message.slice(0, 4000), stack: `${error.stack ?? ''}\n${info.componentStack ?? ''}`.slice(0, 20_000) })
  }

  override render(): ReactNode {
    return this.state.isBroken ? <Broken again={() => { this.setState({ isBroken: false }) }} /> : this.props.children
  }
}

function Broken({ again }: { readonly again: () => void }) {
  const say = useText('shell')
  return (
    <Stack align="center" justify="center" h="100%" p="xl" role="alert">
      <Title order={2} size="h3">{say('placeBroken')}</Title>
      <Text c="dimmed">{say('placeBrokenWhy')}</Text>
      <Button onClick={again}>{say('showAgain')}</Button>
    </Stack>
  )
}
