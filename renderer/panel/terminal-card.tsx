import type { ReactNode } from 'react'
import type { Order, SimulatorState } from './control-door.ts'
import { DeviceCard, Press } from './device-card.tsx'

/** A customer who takes longer than this is one who does nothing. */
const neverMs = 100_000
const kinds: Readonly<Record<string, string>> = { payment: 'Paid', reversal: 'Given back', refund: 'Refunded', declined: 'Declined', installation: 'Ready' }

/** The card terminal's own screen, and what the next customer does in front of it. */
export function TerminalCard({ state: { 'payment-terminal': terminal }, onOrder }: { readonly state: SimulatorState; readonly onOrder: (order: Order) => void }): ReactNode {
  const nothing = terminal.slowMs >= neverMs
  const customer = (does: string): void => onOrder({ path: 'customer', body: { does } })
  return (
    <DeviceCard name="Card terminal" device="payment-terminal" plugged={terminal.plugged} onOrder={onOrder}>
      <output className="glass" aria-label="Screen of the card terminal">{terminal.isAtWork ? 'Card, please' : screenOf(terminal.newest)}</output>
      <p className="note">Next customer</p>
      <div className="keys three">
        <Press as="choice" on={!nothing && terminal.answer === 'approve'} onPress={() => customer('pay')}>Pays</Press>
        <Press as="choice" on={!nothing && terminal.answer === 'decline'} onPress={() => customer('decline')}>Is declined</Press>
        <Press as="choice" on={nothing} onPress={() => customer('nothing')}>Does nothing</Press>
      </div>
      <div className="keys">
        <Press onPress={() => customer('cancel')}>Red key</Press>
        <Press onPress={() => onOrder({ path: 'payment-terminal-cut', body: { direction: 'to-lane', byteCount: 8 } })}>Cut its line in mid-payment</Press>
      </div>
    </DeviceCard>
  )
}

function screenOf({ kind, amountMinor }: { readonly kind: string; readonly amountMinor: number }): string {
  return `${kinds[kind] ?? kind}${kind === 'installation' ? '' : ` ${(amountMinor / 100).toFixed(2)}`}`
}
