import { Info, OctagonAlert, Scale, ScanLine, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewMessage } from '../../src/contract/lane-view.ts'
import { Key } from '../parts/key.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'
import { pendingAgeLine } from './screen/screen-state.ts'
import type { ScreenState } from './screen/screen-state.ts'
import { useSend } from './use-lane-screen.ts'

/** A message in the strip, with what can be done about it. A stop is an alert; everything else waits its turn to be read. */
export function MessageStrip({ message, state }: { readonly message: ViewMessage; readonly state: ScreenState }): ReactNode {
  const speaker = useSpeaker()
  const { title, detail } = speaker.message(message, state.view?.devices)
  const behind = state.view?.messageCount ?? 0
  const Sign = signOf[message.code] ?? signs[message.level]
  return (
    <div className={`strip ${message.level}`} role={message.level === 'stop' ? 'alert' : 'status'} data-region="strip">
      <Sign className="sign" aria-hidden="true" />
      <div className="grow">
        <div className="t">{title}</div>
        {detail !== '' && <div className="s">{detail}</div>}
      </div>
      {behind > 0 && <span className="behind">+{behind}</span>}
      <MessageActions message={message} state={state} />
    </div>
  )
}

const signOf: Readonly<Record<string, typeof Info>> = { 'unknown-code': ScanLine, 'weigh-item': Scale, 'weigh-failed': Scale }
const signs = { info: Info, warn: TriangleAlert, stop: OctagonAlert }

function MessageActions({ message, state }: { readonly message: ViewMessage; readonly state: ScreenState }): ReactNode {
  const send = useSend()
  const { say } = useSpeaker()
  const act = (): void => send({ kind: 'key', key: 'strip-action' })
  switch (message.code) {
    case 'age-check':
    case 'age-check-line':
      return <AgeActions state={state} />
    case 'unknown-code':
      return <div className="acts"><Key className="p" hint="F2" onPress={() => send({ kind: 'key', key: 'find' })}>{say('findItem')}</Key></div>
    case 'print-failed':
    case 'print-unknown':
      return <div className="acts"><Key className="p" hint="F1" onPress={act}>{say('reprint')}</Key></div>
    case 'weigh-item':
      return <div className="acts"><LeaveOutKey /></div>
    case 'weigh-failed':
      return <div className="acts"><Key className="p" hint="Enter" onPress={act}>{say('weighAgain')}</Key><LeaveOutKey /></div>
    case 'member-unknown':
    case 'foreign-card':
      return <div className="acts"><Key className="p" hint="F1" onPress={act}>{say('phone')}</Key></div>
    default:
      return message.level === 'info' ? null : <div className="acts"><Key hint="F1" onPress={act}>{say('understood')}</Key></div>
  }
}

/** Gives the item on the scale up. */
function LeaveOutKey(): ReactNode {
  const send = useSend()
  const { say } = useSpeaker()
  return <Key hint="Esc" onPress={() => send({ kind: 'ask', body: { name: 'cancelWeighing' } })}>{say('leaveOut')}</Key>
}

function AgeActions({ state }: { readonly state: ScreenState }): ReactNode {
  const send = useSend()
  const { say } = useSpeaker()
  const line = state.view && pendingAgeLine(state.view)
  if (!line) return null
  return (
    <div className="acts">
      <Key className="p" hint="F1" onPress={() => send({ kind: 'key', key: 'strip-action' })}>{say('overAge', { ageYears: line.ageYears ?? 18 })}</Key>
      <Key onPress={() => send({ kind: 'ask', body: { name: 'answerAge', lineId: line.lineId, oldEnough: false } })}>{say('refuse')}</Key>
    </div>
  )
}
