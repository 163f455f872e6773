import type { DeviceMessage, DeviceOrder, DeviceOutcome, Devices, DeviceState } from '../../src/contract/devices.ts'
import type { World } from './world.ts'

/** What stands around one lane and stays when its program ends: a printer with its paper, a card terminal with its money. */
export interface Counter {
  /** The devices as one life of the lane's program sees them. */
  connect(): Connection
  /** The printer goes away, or is back. */
  setPrinter(state: DeviceState['state']): void
  /** What the terminal has taken, less what it has given back. */
  cardMinor(): number
  /** Whether the terminal moved the money it was last asked for: what a person sees who looks at it. */
  newestHasPaid(): boolean
  /** Every receipt that came out of the printer. */
  readonly receipts: readonly string[]
}

export interface Connection extends Devices {
  end(): void
  /** Orders are held back from now on: they were not sent when the power failed, or just so. */
  hold(): void
  /** Sends what is held back. */
  release(): void
}

const printer = { type: 'state', device: 'printer', role: 'printer' } as const
const drawer = { type: 'state', device: 'drawer', role: 'drawer', state: 'ready' } as const
const terminal = { type: 'state', device: 'terminal', role: 'payment-terminal', state: 'ready' } as const

export function openCounter(world: World): Counter {
  const { random } = world
  const receipts: string[] = []
  const moved = new Map<string, number>()
  /** What the terminal is at; it has no time for questions meanwhile. */
  const openOrders = new Set<string>()
  let printerState: DeviceState['state'] = 'ready'
  let trace = 0
  let newest = ''
  let tell: (message: DeviceMessage) => void = () => undefined

  const paymentOf = (amountMinor: number): DeviceOutcome['payment'] => ({ amountMinor, terminalId: 'sim', traceNumber: trace, terminalReceipt: trace, cardName: 'Card', maskedPan: '****1234' })

  /** The terminal does what it does whether or not anybody still listens. */
  const move = ({ orderId, amountMinor }: { readonly orderId: string; readonly amountMinor: number }, sign: 1 | -1): Partial<DeviceOutcome> & Pick<DeviceOutcome, 'outcome'> => {
    newest = orderId
    if (random.percent(8)) return { outcome: 'failed', detail: 'declined' }
    trace += 1
    moved.set(orderId, sign * amountMinor)
    return random.percent(8) ? { outcome: 'unknown', detail: 'no-answer' } : { outcome: 'done', payment: paymentOf(amountMinor) }
  }
  const act = (order: DeviceOrder): Partial<DeviceOutcome> & Pick<DeviceOutcome, 'outcome'> => {
    switch (order.type) {
      case 'print':
        if (printerState !== 'ready') return { outcome: 'failed', detail: 'paper-out' }
        if (random.percent(2)) return { outcome: 'unknown', detail: 'no-answer' }
        receipts.push(JSON.stringify(order.document))
        return { outcome: 'done' }
      case 'pay':
        return move(order, 1)
      case 'refund-card':
        return move(order, -1)
      case 'payment-status':
        if (openOrders.has(order.paymentId) || random.percent(10)) return { outcome: 'failed', detail: 'busy' }
        return moved.has(order.paymentId) ? { outcome: 'done', payment: paymentOf(order.amountMinor) } : { outcome: 'done' }
      default:
        return { outcome: 'done' }
    }
  }

  const carryOut = (order: DeviceOrder, say: (message: DeviceMessage) => void): void => {
    openOrders.add(order.orderId)
    world.after(random.whole(20, order.type === 'pay' ? 1_500 : 400), () => {
      openOrders.delete(order.orderId)
      const outcome = act(order)
      world.after(random.whole(5, 200), () => say({ type: 'outcome', orderId: order.orderId, ...outcome }))
    })
  }

  return {
    receipts,
    connect() {
      let isOver = false
      let held: DeviceOrder[] | undefined
      let listener: (message: DeviceMessage) => void = () => undefined
      const say = (message: DeviceMessage): void => { if (!isOver) listener(message) }
      tell = say
      return {
        order(order) {
          if (held) held.push(order)
          else if (!isOver) carryOut(order, say)
        },
        onMessage(next) {
          listener = next
          world.after(random.whole(50, 500), () => [{ ...printer, state: printerState }, drawer, terminal].forEach(say))
        },
        close: async () => { isOver = true },
        end: () => { isOver = true },
        hold: () => { held = [] },
        release: () => held?.forEach((order) => carryOut(order, say)),
      }
    },
    setPrinter(state) {
      if (printerState === state) return
      printerState = state
      tell({ ...printer, state, ...(state === 'ready' ? {} : { trouble: 'paper-out' }) })
    },
    cardMinor: () => [...moved.values()].reduce((sum, amountMinor) => sum + amountMinor, 0),
    newestHasPaid: () => moved.has(newest),
  }
}
