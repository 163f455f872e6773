import { CloudCheck, CloudOff, PlugZap, ScanLine, TriangleAlert, Unplug, Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { LaneView, ViewDevice } from '../../src/contract/lane-view.ts'
import { useSpeaker } from '../parts/speaker-context.ts'

/** Lane, cashier, and whatever a cashier may have to know of the line to head office and of the devices. */
export function StatusBar({ view, up }: { readonly view: LaneView; readonly up: boolean }): ReactNode {
  const { say } = useSpeaker()
  const { sync, unknownCount, lane } = view
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
      {sync.state === 'offline' ? (
        <div className="chip fill"><CloudOff aria-hidden="true" />{say('offline', { count: sync.waitingSaleCount })}</div>
      ) : (
        <>
          <div className="chip ok"><CloudCheck aria-hidden="true" />{say('online')}</div>
          <div className="chip ok"><Upload aria-hidden="true" />{say('queue', { count: sync.waitingSaleCount })}</div>
        </>
      )}
      <DeviceChip devices={view.devices} />
      <Clock />
    </header>
  )
}

/** The worst device by name, or that all is well. */
function DeviceChip({ devices }: { readonly devices: readonly ViewDevice[] }): ReactNode {
  const { say, device: name, trouble } = useSpeaker()
  const worst = devices.find(({ state }) => state === 'away') ?? devices.find(({ state }) => state === 'needs-care')
  if (worst === undefined) return <div className="chip ok"><PlugZap aria-hidden="true" />{say(devices.length === 0 ? 'noDevices' : 'devicesOk')}</div>
  const Sign = worst.state === 'away' ? Unplug : TriangleAlert
  return <div className={`chip ${worst.state === 'away' ? 'stop' : 'warn'}`}><Sign aria-hidden="true" />{name(worst)}: {trouble(worst)}</div>
}

function Clock(): ReactNode {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000)
    return () => clearInterval(timer)
  }, [])
  return <div className="chip clock n">{now.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}</div>
}
