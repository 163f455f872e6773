import type { ReactNode } from 'react'
import type { Order, SimulatorState } from './control-door.ts'

/** Paper, cover, drawer and plugs. */
export function DeviceSwitches({ state: { scanner, 'card-reader': cardReader, printer, drawer }, onOrder }: { readonly state: SimulatorState; readonly onOrder: (order: Order) => void }): ReactNode {
  const paperOut = printer.paper === 'out'
  const coverOpen = printer.cover === 'open'
  const press = (label: string, order: Order, on = false): ReactNode => (
    <button type="button" className={`key ${on ? 'on' : ''}`} aria-pressed={on} onClick={() => onOrder(order)}>{label}</button>
  )
  const plug = (name: string, device: 'scanner' | 'card-reader' | 'printer', plugged: boolean): ReactNode => press(plugged ? `Unplug ${name}` : `Plug ${name} in`, { path: plugged ? 'unplug' : 'replug', body: { device } }, !plugged)
  return (
    <div className="switches">
      {press(paperOut ? 'Load paper' : 'Take paper out', { path: 'printer', body: { paper: paperOut ? 'ok' : 'out' } }, paperOut)}
      {press(coverOpen ? 'Close printer cover' : 'Open printer cover', { path: 'printer', body: { cover: coverOpen ? 'closed' : 'open' } }, coverOpen)}
      {drawer.open ? press('Close the open drawer', { path: 'drawer', body: { close: true } }, true) : <div className="key still">Drawer is closed</div>}
      {plug('scanner', 'scanner', scanner.plugged)}
      {plug('card reader', 'card-reader', cardReader.plugged)}
      {plug('printer', 'printer', printer.plugged)}
    </div>
  )
}
