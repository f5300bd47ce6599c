import { Button } from '@mantine/core'
import { useState } from 'react'
import { connectPractice } from '../../../app/connect-practice.ts'
import { useText } from '../../../text/index.ts'

/** One click, no browser. */
export function PracticeButton() {
  const say = useText('accounts')
  const [isBusy, setIsBusy] = useState(false)
  const connect = async (): Promise<void> => {
    setIsBusy(true)
    await connectPractice()
    setIsBusy(false)
  }
  return <Button variant="default" loading={isBusy} onClick={() => { void connect() }}>{say('practiceConnect')}</Button>
}
