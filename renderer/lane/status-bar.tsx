import { ClockAlert, CloudCheck, CloudOff, Network, PlugZap, ScanLine, TicketX, TriangleAlert, Unplug, Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { LaneView, ViewDevice } from '../../src/contract/lane-view.ts'
import { driftText } from '../parts/drift-text.ts'
import { useSpeaker } from '../parts/speaker-context.ts'
import { worstFirst } from './worst-first.ts'
import { useSend } from './use-lane-screen.ts'

/**
 * Lane, cashier, and whatever a cashier may have to know of the line to head office and of the devices.
 * `canOpen`: the screen below has a place for panes.
 */
export function StatusBar({ view, up, canOpen }: { readonly view: LaneView; readonly up: boolean; readonly canOpen: boolean }): ReactNode {
  const speaker = useSpeaker()
  const { say } = speaker
  const drift = driftText(view.sync.driftSeconds, speaker)
  const { sync, unknownCount, lane, lanes } = view
  return (
    <header className="bar">
      <div className="lane">
        {say('lane')}
        <b>{lane.number}</b>
        <span className="ell">{lane.cashierName}</span>
      </div>
      <div className="grow" />
      {!up && <div className="chip stop" role="status"><Unplug aria-hidden="true" />{say('connecting')}</div>}
      {unknownCount > 0 && <div className="chip warn"><ScanLine aria-hidden="true" />{say('setAside', { count: unknownCount })}</div>}
      {sync.unknownOfferCount !== undefined && <div className="chip warn"><TicketX aria-hidden="true" />{say('unknownOffers', { count: sync.unknownOfferCount })}</div>}
      {lanes !== undefined && lanes.silent.length > 0 && <div className="chip warn"><Network aria-hidden="true" />{say('lanesSilent', { lanes: lanes.silent.join(', ') })}</div>}
      {lanes?.trouble !== undefined && <div className="chip warn" title={lanes.trouble}><Network aria-hidden="true" />{say('storeNetworkAway')}</div>}
      {drift !== undefined && <div className="chip warn"><ClockAlert aria-hidden="true" />{drift}</div>}
      {sync.state === 'offline' ? (
        <div className="chip fill"><CloudOff aria-hidden="true" />{say('offline', { count: sync.waitingSaleCount })}</div>
      ) : (
        <>
          <div className="chip ok"><CloudCheck aria-hidden="true" />{say('online')}</div>
          <div className="chip ok"><Upload aria-hidden="true" />{say('queue', { count: sync.waitingSaleCount })}</div>
        </>
      )}
      <DeviceChip devices={view.devices} canOpen={canOpen} />
      <Clock />
    </header>
  )
}

/** The worst device by name, or that all is well. A press shows them all, where panes open. */
function DeviceChip({ devices, canOpen }: { readonly devices: readonly ViewDevice[]; readonly canOpen: boolean }): ReactNode {
  const { say, device: name, trouble } = useSpeaker()
  const send = useSend()
  const worst = worstFirst(devices)[0]
  const level = worst === undefined || worst.state === 'ready' ? 'ok' : worst.state === 'away' ? 'stop' : 'warn'
  const Sign = { ok: PlugZap, warn: TriangleAlert, stop: Unplug }[level]
  const text = worst === undefined || level === 'ok' ? say(devices.length === 0 ? 'noDevices' : 'devicesOk') : `${name(worst)}: ${trouble(worst.trouble ?? worst.state).word}`
  const inside = <><Sign aria-hidden="true" />{text}</>
  if (!canOpen) return <div className={`chip ${level}`}>{inside}</div>
  return <button type="button" className={`chip ${level}`} aria-label={`${text}. ${say('devices')}`} onClick={() => send({ kind: 'open-pane', pane: 'devices' })}>{inside}</button>
}

function Clock(): ReactNode {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000)
    return () => clearInterval(timer)
  }, [])
  return <div className="chip clock n">{now.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}</div>
}
