import { RotateCcw, Scale, Undo } from 'lucide-react'
import type { ReactNode } from 'react'
import { Key } from '../../parts/key.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { MoreChoices } from '../more-choices.tsx'
import type { ScreenState } from '../screen/screen-state.ts'
import { useSend } from '../use-lane-screen.ts'
import { PaneFrame } from './pane-frame.tsx'

/** F10. What a wide screen shows under Pay, and below it what only some lanes have. */
export function MorePane({ state }: { readonly state: ScreenState }): ReactNode {
  const { say } = useSpeaker()
  const send = useSend()
  const hasScale = state.view?.devices.some(({ role }) => role === 'scale')
  return (
    <PaneFrame title={say('moreTitle')}>
      <div className="choices">
        <MoreChoices state={state} />
        <Key hint="F7" onPress={() => send({ kind: 'key', key: 'return' })}><Undo aria-hidden="true" />{say('returnGoods')}</Key>
        <Key onPress={() => send({ kind: 'ask', body: { name: 'voidLastSale' } })}><RotateCcw aria-hidden="true" />{say('voidLastSale')}</Key>
        {hasScale && <Key onPress={() => send({ kind: 'ask', body: { name: 'zeroScale' } })}><Scale aria-hidden="true" />{say('zeroScale')}</Key>}
      </div>
    </PaneFrame>
  )
}
