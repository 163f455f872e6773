import type { LaneView, ViewPayment } from '../../../src/contract/lane-view.ts'

/** The lane's own card terminal, when it can take a payment now. */
export function terminalIsReady(view: LaneView | undefined): boolean {
  return view?.devices.some(({ role, state }) => role === 'payment-terminal' && state === 'ready') ?? false
}

/** The lane has a card terminal, whatever is the matter with it. */
export function hasTerminal(view: LaneView | undefined): boolean {
  return view?.devices.some(({ role }) => role === 'payment-terminal') ?? false
}

/** Money that the terminal has been asked to move. */
export function openPayment(view: LaneView | undefined): ViewPayment | undefined {
  return view?.returning?.payment ?? (view?.sale.kind === 'tendering' ? view.sale.payment : undefined)
}

/** The customer is at the terminal, and nobody has asked it to stop yet. */
export function canCancel(payment: ViewPayment): boolean {
  return payment.state === 'running' && payment.direction === 'take' && !payment.stopping
}

/** Nobody knows how it ended, and the terminal is not being asked just now. */
export function canCheck({ state }: ViewPayment): boolean {
  return state === 'waiting' || state === 'cannot-tell'
}
