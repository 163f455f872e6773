import type { DeviceMessage, DeviceOrder, DeviceOutcome, Devices, DeviceState } from '../contract/devices.ts'
import type { ViewDevice } from '../contract/lane-view.ts'
import type { ReceiptDocument } from '../domain/receipt/receipt-document.ts'
import type { Clock } from './real-clock.ts'

/** How long the printer may take for one receipt, and the drawer for one pulse. */
const printTimeoutMs = 15_000
const drawerTimeoutMs = 3_000
/** How long the goods may take onto the scale and to lie still. */
const weighTimeoutMs = 20_000
const zeroTimeoutMs = 5_000
/** How long a customer may take at the card terminal, and the terminal for what needs no customer. */
const payTimeoutMs = 180_000
const reverseTimeoutMs = 120_000
const terminalQuestionTimeoutMs = 45_000

export type OrderOutcome = Pick<DeviceOutcome, 'outcome' | 'detail' | 'weighed' | 'payment'>

/** The lane's devices as the lane uses them: orders with their outcomes, and what each device's state is. */
export interface Hardware {
  /** Prints; `ended` is called exactly once. Without a printer it ends as failed. */
  print(document: ReceiptDocument, orderId: string, ended: (outcome: OrderOutcome) => void): void
  openDrawer(orderId: string, ended: (outcome: OrderOutcome) => void): void
  /** The scanner's own beep for a code that is not on file, where it has one. */
  notOnFile(device: string, orderId: string): void
  /** A scale is there and can be asked. */
  canWeigh(): boolean
  weigh(goods: WeighedGoods, orderId: string, ended: (outcome: OrderOutcome) => void): void
  zeroScale(orderId: string, ended: (outcome: OrderOutcome) => void): void
  /** Two lines for the customer, on the display of that name. */
  showLines(device: string, lines: { readonly upper: string; readonly lower: string; readonly timeoutMs: number }, orderId: string, ended: (outcome: OrderOutcome) => void): void
  /** The lane's card terminal, ready or not. */
  terminal(): ViewDevice | undefined
  /** Takes money from a card. The order's id is the payment's, for ever. */
  pay(amountMinor: number, orderId: string, ended: (outcome: OrderOutcome) => void): void
  reversePayment(payment: { readonly terminalReceipt: number; readonly amountMinor: number }, orderId: string, ended: (outcome: OrderOutcome) => void): void
  /** Gives money of a return to a card, without its first payment. */
  refundCard(amountMinor: number, orderId: string, ended: (outcome: OrderOutcome) => void): void
  abortPayment(orderId: string, ended: (outcome: OrderOutcome) => void): void
  paymentStatus(question: PaymentQuestion, orderId: string, ended: (outcome: OrderOutcome) => void): void
  states(): ViewDevice[]
  /** Begins to hear the devices: when everything that hears with it is there. */
  begin(): void
}

/** See `payment-status` of the device contract. */
export type PaymentQuestion = Pick<Extract<DeviceOrder, { type: 'payment-status' }>, 'paymentId' | 'amountMinor' | 'afterTrace' | 'ofTrace'>

/** `name` is cut to what a scale shows. */
export interface WeighedGoods {
  readonly pricePerKgMinor: number
  readonly tareGrams: number
  readonly name: string
}

/** The dearest kilogram a scale can be told. */
const maxPricePerKgMinor = 999_999

interface Parts {
  readonly devices: Devices
  readonly clock: Clock
  readonly onReading: (reading: Exclude<DeviceMessage, { type: 'state' } | { type: 'outcome' }>) => void
  readonly onState: (state: ViewDevice, before: ViewDevice | undefined) => void
}

export function openHardware({ devices, clock, onReading, onState }: Parts): Hardware {
  const states = new Map<string, ViewDevice>()
  const waiting = new Map<string, (outcome: OrderOutcome) => void>()

  const keepState = (message: DeviceState): void => {
    const before = states.get(message.device)
    if (before?.state === message.state && before.trouble === message.trouble) return
    const state: ViewDevice = {
      name: message.device,
      role: message.role,
      state: message.state,
      since: clock.now(),
      ...(message.trouble === undefined ? {} : { trouble: message.trouble }),
      ...(message.detail === undefined ? {} : { detail: message.detail }),
      ...lastTrouble(before),
    }
    states.set(message.device, state)
    onState(state, before)
  }

  const hear = (message: DeviceMessage): void => {
    if (message.type === 'state') keepState(message)
    else if (message.type === 'outcome') {
      const ended = waiting.get(message.orderId)
      waiting.delete(message.orderId)
      ended?.(message)
    } else onReading(message)
  }

  const deviceFor = (role: ViewDevice['role']): string | undefined => [...states.values()].find((state) => state.role === role)?.name
  const order = (order: DeviceOrder | undefined, ended: (outcome: OrderOutcome) => void): void => {
    if (!order) return ended({ outcome: 'failed', detail: 'no such device' })
    waiting.set(order.orderId, ended)
    devices.order(order)
  }

  return {
    print(document, orderId, ended) {
      const device = deviceFor('printer')
      order(device === undefined ? undefined : { type: 'print', orderId, device, document: { ...document, blocks: [...document.blocks] }, timeoutMs: printTimeoutMs }, ended)
    },
    openDrawer(orderId, ended) {
      const device = deviceFor('drawer')
      order(device === undefined ? undefined : { type: 'open-drawer', orderId, device, timeoutMs: drawerTimeoutMs }, ended)
    },
    notOnFile(device, orderId) {
      devices.order({ type: 'not-on-file', orderId, device, timeoutMs: drawerTimeoutMs })
    },
    canWeigh: () => [...states.values()].some((state) => state.role === 'scale' && state.state !== 'away'),
    weigh({ pricePerKgMinor, tareGrams, name }, orderId, ended) {
      const device = deviceFor('scale')
      order(device === undefined ? undefined : { type: 'weigh', orderId, device, timeoutMs: weighTimeoutMs, pricePerKgMinor: Math.min(pricePerKgMinor, maxPricePerKgMinor), tareGrams, name: name.slice(0, 40) }, ended)
    },
    zeroScale(orderId, ended) {
      const device = deviceFor('scale')
      order(device === undefined ? undefined : { type: 'zero-scale', orderId, device, timeoutMs: zeroTimeoutMs }, ended)
    },
    showLines(device, lines, orderId, ended) {
      order({ type: 'show-lines', orderId, device, ...lines }, ended)
    },
    terminal: () => [...states.values()].find((state) => state.role === 'payment-terminal'),
    pay(amountMinor, orderId, ended) {
      const device = deviceFor('payment-terminal')
      order(device === undefined ? undefined : { type: 'pay', orderId, device, amountMinor, timeoutMs: payTimeoutMs }, ended)
    },
    reversePayment(payment, orderId, ended) {
      const device = deviceFor('payment-terminal')
      order(device === undefined ? undefined : { type: 'reverse-payment', orderId, device, ...payment, timeoutMs: reverseTimeoutMs }, ended)
    },
    refundCard(amountMinor, orderId, ended) {
      const device = deviceFor('payment-terminal')
      order(device === undefined ? undefined : { type: 'refund-card', orderId, device, amountMinor, timeoutMs: payTimeoutMs }, ended)
    },
    abortPayment(orderId, ended) {
      const device = deviceFor('payment-terminal')
      order(device === undefined ? undefined : { type: 'abort-payment', orderId, device, timeoutMs: drawerTimeoutMs }, ended)
    },
    paymentStatus(question, orderId, ended) {
      const device = deviceFor('payment-terminal')
      order(device === undefined ? undefined : { type: 'payment-status', orderId, device, ...question, timeoutMs: terminalQuestionTimeoutMs }, ended)
    },
    states: () => [...states.values()],
    begin: () => devices.onMessage(hear),
  }
}

/** What a device had before it got better or worse: kept until the next trouble takes its place. */
function lastTrouble(before: ViewDevice | undefined): Pick<ViewDevice, 'last'> {
  if (before?.trouble !== undefined && before.trouble !== 'connecting') return { last: { trouble: before.trouble, at: before.since } }
  return before?.last ? { last: before.last } : {}
}

/** A lane without devices: replays and tests that need none. */
export const noDevices: Devices = { order() {}, onMessage() {}, close: async () => {} }
