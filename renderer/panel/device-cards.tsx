import type { ReactNode } from 'react'
import type { Order, SimulatorState } from './control-door.ts'
import { DeviceCard } from './device-card.tsx'
import { PrinterCard } from './printer-card.tsx'
import { ScaleCard } from './scale-card.tsx'
import { TerminalCard } from './terminal-card.tsx'

/** Every simulated device of the lane. */
export function DeviceCards({ state, onOrder }: { readonly state: SimulatorState; readonly onOrder: (order: Order) => void }): ReactNode {
  const { scanner, 'card-reader': cardReader, 'line-display': display } = state
  return (
    <>
      <DeviceCard name="Scanner" device="scanner" plugged={scanner.plugged} onOrder={onOrder}><p className="note">{scanner.beepCount === 1 ? '1 not-on-file beep' : `${scanner.beepCount} not-on-file beeps`}</p></DeviceCard>
      <DeviceCard name="Card reader" device="card-reader" plugged={cardReader.plugged} onOrder={onOrder} />
      <ScaleCard state={state} onOrder={onOrder} />
      <TerminalCard state={state} onOrder={onOrder} />
      <DeviceCard name="Pole display" device="line-display" plugged={display.plugged} onOrder={onOrder}>
        <output className="glass pole" aria-label="On the pole display">{display.lines.join('\n')}</output>
      </DeviceCard>
      <PrinterCard state={state} onOrder={onOrder} />
    </>
  )
}
