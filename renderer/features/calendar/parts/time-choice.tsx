import { Modal } from '@mantine/core'
import type { PlannedTime } from '../../../../preload/contract/time.ts'
import { useText } from '../../../text/index.ts'
import { TimeQuestion, type Judgement } from '../../composer/index.ts'

/** A card was put on a time that the clocks skip or repeat: which one is meant? */
export function TimeChoice({ judgement, onTake, onClose }: { readonly judgement: Judgement; readonly onTake: (plan: PlannedTime) => void; readonly onClose: () => void }) {
  const say = useText('calendar')
  const sayCommon = useText('common')
  return (
    <Modal opened onClose={onClose} title={say('move.chooseTime')} closeButtonProps={{ 'aria-label': sayCommon('close') }}>
      <TimeQuestion judgement={judgement} onTake={onTake} />
    </Modal>
  )
}
