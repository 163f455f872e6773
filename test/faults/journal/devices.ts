import type { CardPayment, DeviceMessage, DeviceOrder, DeviceOutcome } from '../../../src/contract/devices.ts'

/** Printer, drawer and card terminal of a lane that is killed: they live on and remember what they did. */
export interface LastingDevices {
  onOrder(order: DeviceOrder): readonly DeviceMessage[]
  /** What each says when the lane has started. */
  readonly ready: readonly DeviceMessage[]
  /** Money on the terminal's own books. */
  takenMinor(): number
}

export function lastingDevices(): LastingDevices {
  const payments = new Map<string, CardPayment>()
  const pay = (orderId: string, amountMinor: number): CardPayment => {
    const number = payments.size + 1
    const payment = payments.get(orderId) ?? { amountMinor, terminalId: '52500001', traceNumber: number, terminalReceipt: number, cardName: 'girocard', maskedPan: '************1234' }
    payments.set(orderId, payment)
    return payment
  }
  const outcomeOf = (order: DeviceOrder): DeviceOutcome => {
    const done = { type: 'outcome', orderId: order.orderId, outcome: 'done' } as const
    if (order.type === 'pay') return { ...done, payment: pay(order.orderId, order.amountMinor) }
    const asked = order.type === 'payment-status' ? payments.get(order.paymentId) : undefined
    return asked ? { ...done, payment: asked } : done
  }
  return {
    onOrder: (order) => [outcomeOf(order)],
    ready: (['printer', 'drawer', 'payment-terminal'] as const).map((role) => ({ type: 'state', device: role, role, state: 'ready' })),
    takenMinor: () => [...payments.values()].reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  }
}
