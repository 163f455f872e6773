import { openScanner } from '../../drivers/scanner/scanner.ts'
import { deviceConfig } from '../../src/contract/config.ts'
import type { DeviceMessage, DeviceOrder } from '../../src/contract/devices.ts'
import { openHandWire, type HandWire } from './drivers-hand-wire.ts'
import { manualTimers, type ManualTimers } from './drivers-manual-timers.ts'

/** A scanner's driver on a wire and a clock that the test works. */
export interface OpenScanner extends HandWire {
  readonly messages: readonly DeviceMessage[]
  /** Texts with their AIM identifiers in front; what else was said by its reason or type. States and outcomes are left out. */
  readings(): string[]
  /** States with their troubles, as in `needs-care no-answer`. */
  states(): string[]
  order(orderId: string, timeoutMs?: number): void
  outcomes(): string[]
  readonly timers: ManualTimers
  close(): Promise<void>
}

/** @param settings of the scanner's config besides its role, name and wire */
export function openTestScanner(settings: object = {}, wire: object = { kind: 'serial', path: '/dev/none' }): OpenScanner {
  const config = deviceConfig.parse({ role: 'scanner', name: 'scanner', wire, ...settings })
  if (config.role !== 'scanner') throw new Error('a scanner was asked for')
  const hand = openHandWire()
  const timers = manualTimers()
  const messages: DeviceMessage[] = []
  const driver = openScanner({ config, wire: hand.wire, timers, send: (message) => messages.push(message) })
  return Object.assign(hand, {
    messages,
    timers,
    readings: () => messages.flatMap((message) => (message.type === 'scanned' ? [`${message.aim ?? ''}${message.text}`] : message.type === 'garbled' ? [`<${message.reason}>`] : message.type === 'payment-card-rejected' ? ['<payment-card>'] : [])),
    states: () => messages.flatMap((message) => (message.type === 'state' ? [`${message.state}${message.trouble === undefined ? '' : ` ${message.trouble}`}`] : [])),
    outcomes: () => messages.flatMap((message) => (message.type === 'outcome' ? [`${message.orderId} ${message.outcome}${message.detail === undefined ? '' : ` ${message.detail}`}`] : [])),
    order: (orderId: string, timeoutMs = 1000) => driver.order({ type: 'not-on-file', orderId, device: 'scanner', timeoutMs } satisfies DeviceOrder),
    close: () => driver.close(),
  })
}
