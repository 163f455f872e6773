import type { ReactNode } from 'react'
import type { Order, SimulatorState } from './control-door.ts'
import { DeviceCard, Press } from './device-card.tsx'

/** Lines of a receipt after which a jam shows: in the middle of any. */
const jamAfterLineCount = 5

/** Paper, cover, a jam in mid-receipt, and the drawer that hangs on it. */
export function PrinterCard({ state: { printer, drawer }, onOrder }: { readonly state: SimulatorState; readonly onOrder: (order: Order) => void }): ReactNode {
  const paperOut = printer.paper === 'out'
  const nearEnd = printer.paper === 'near-end'
  const coverOpen = printer.cover === 'open'
  const jammed = printer.state === 'jammed'
  const set = (body: Order['body']): void => onOrder({ path: 'printer', body })
  return (
    <DeviceCard name="Receipt printer" device="printer" plugged={printer.plugged} onOrder={onOrder}>
      <div className="keys">
        <Press on={paperOut} onPress={() => set({ paper: paperOut ? 'ok' : 'out' })}>{paperOut ? 'Load paper' : 'Take paper out'}</Press>
        <Press on={nearEnd} onPress={() => set({ paper: nearEnd ? 'ok' : 'near-end' })}>{nearEnd ? 'New roll' : 'Paper near end'}</Press>
        <Press on={coverOpen} onPress={() => set({ cover: coverOpen ? 'closed' : 'open' })}>{coverOpen ? 'Close cover' : 'Open cover'}</Press>
        <Press on={jammed} onPress={() => set(jammed ? { state: 'ok' } : { jamAfterLineCount })}>{jammed ? 'Free the paper' : 'Jam next receipt'}</Press>
        <Press on={drawer.open} onPress={() => onOrder({ path: 'drawer', body: drawer.open ? { close: true } : { open: true } })}>{drawer.open ? 'Close the drawer' : 'Open drawer by key'}</Press>
      </div>
    </DeviceCard>
  )
}
