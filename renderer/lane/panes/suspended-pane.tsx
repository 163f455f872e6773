import type { ReactNode } from 'react'
import type { LaneView } from '../../../src/contract/lane-view.ts'
import { displayMoney } from '../../parts/display-money.ts'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { useSend } from '../use-lane-screen.ts'
import { PaneFrame } from './pane-frame.tsx'

/** F9 with no basket open: the parked sales, one press each to bring back. */
export function SuspendedPane({ suspended }: { readonly suspended: LaneView['suspended'] }): ReactNode {
  const { say, currency } = useSpeaker()
  const send = useSend()
  return (
    <PaneFrame title={say('suspendedTitle')}>
      <div className="scroll" role="group" aria-label={say('suspendedTitle')} tabIndex={0}>
        {suspended.length === 0 && <p className="hint">{say('suspendedNone')}</p>}
        {suspended.map(({ saleId, suspendedAt, unitCount, dueMinor, memberName, laneNumber }) => (
          <button type="button" className="row" key={saleId} onClick={() => send({ kind: 'recall', saleId })}>
            <span>{memberName ?? say('withoutMember')}<br /><small className="n">{laneNumber === undefined ? say('suspendedRow', { time: clockTime(suspendedAt), count: unitCount }) : say('suspendedElsewhere', { lane: laneNumber, time: clockTime(suspendedAt), count: unitCount })}</small></span>
            <span className="n">{displayMoney(dueMinor, currency)}</span>
          </button>
        ))}
      </div>
    </PaneFrame>
  )
}

function clockTime(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
