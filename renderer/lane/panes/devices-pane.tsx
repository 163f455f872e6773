import { CircleCheck, TriangleAlert, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewDevice } from '../../../src/contract/lane-view.ts'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { worstFirst } from '../worst-first.ts'
import { PaneFrame } from './pane-frame.tsx'

const signs = { ready: CircleCheck, 'needs-care': TriangleAlert, away: Unplug }

/** Ctrl+D: every device with how it is, since when, what to do, and what it had before. The worst stands on top. */
export function DevicesPane({ devices }: { readonly devices: readonly ViewDevice[] }): ReactNode {
  const { say } = useSpeaker()
  return (
    <PaneFrame title={say('devices')}>
      <div className="scroll" role="group" aria-label={say('devices')} tabIndex={0}>
        {devices.length === 0 && <p className="hint">{say('noDevices')}</p>}
        <ul>{worstFirst(devices).map((device) => <DeviceRow key={device.name} device={device} />)}</ul>
      </div>
    </PaneFrame>
  )
}

function DeviceRow({ device }: { readonly device: ViewDevice }): ReactNode {
  const speaker = useSpeaker()
  const { say } = speaker
  const { state, trouble, detail, last, since } = device
  const Sign = signs[state]
  const said = state === 'ready' ? undefined : speaker.trouble(trouble ?? state)
  return (
    <li className={`dev ${state}`}>
      <Sign aria-hidden="true" />
      <div>
        <div className="nm">{speaker.device(device)}<b>{said?.word ?? say('deviceReady')}</b></div>
        {said && <p className="do">{said.advice}</p>}
        {state === 'away' && <p>{say('meanwhile', { fallback: speaker.fallback(device) })}</p>}
        <small className="n">{say('since', { time: clockTime(since) })}{last && ` · ${say('lastTrouble', { trouble: speaker.trouble(last.trouble).word, time: clockTime(last.at) })}`}</small>
        {said && detail !== undefined && <small className="said" lang="en">{device.name}: {detail}</small>}
      </div>
    </li>
  )
}

/** Hours and minutes; with the day in front where it is another. */
function clockTime(at: string): string {
  const then = new Date(at)
  const time = then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  return then.toDateString() === new Date().toDateString() ? time : `${then.toLocaleDateString('sv-SE')} ${time}`
}
