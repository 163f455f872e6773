import { createServer, type Server, type Socket } from 'node:net'
import { realTimers, type Timers } from '../timers.ts'
import { openPaymentTerminalCore, type PaymentTerminalCore } from './payment-terminal-core.ts'

/** The simulated terminal on a port of this machine; see `PaymentTerminalCore` for what can be done to it. */
export interface SimulatedPaymentTerminal extends Omit<PaymentTerminalCore, 'attach' | 'dropLink'> {
  readonly port: number
  unplug(): Promise<void>
  replug(): Promise<void>
  readonly isPlugged: boolean
  close(): Promise<void>
}

export interface PaymentTerminalOptions {
  /** Decides cards and trace numbers. */
  readonly seed?: number | undefined
  readonly timers?: Timers | undefined
  /** Zero for a free one. */
  readonly port?: number | undefined
}

/** A payment terminal that speaks ZVT over TCP, with a memory that unplugging does not touch. */
export async function openSimulatedPaymentTerminal({ seed = 1, timers = realTimers, port: wantedPort = 0 }: PaymentTerminalOptions = {}): Promise<SimulatedPaymentTerminal> {
  const core = openPaymentTerminalCore({ timers, seed })
  let server: Server | undefined

  function accept(socket: Socket): void {
    socket.setNoDelay(true)
    // A lane that goes away is not the terminal's trouble.
    socket.on('error', () => undefined)
    const till = core.attach({ send: (bytes) => void socket.write(bytes), drop: () => socket.destroySoon() })
    socket.on('data', (bytes) => till.take(bytes))
    socket.on('end', () => socket.destroy())
    socket.on('close', () => till.ended())
  }

  async function listen(port: number): Promise<number> {
    const listening = createServer(accept)
    server = listening
    await new Promise<void>((opened, failed) => listening.once('error', failed).listen(port, '127.0.0.1', opened))
    const address = listening.address()
    return typeof address === 'object' && address ? address.port : port
  }

  async function unplug(): Promise<void> {
    const last = server
    server = undefined
    core.dropLink()
    if (last) await new Promise<void>((closed) => last.close(() => closed()))
  }

  const port = await listen(wantedPort)
  return {
    port,
    get faults() {
      return core.faults
    },
    get isAtWork() {
      return core.isAtWork
    },
    get isPlugged() {
      return server !== undefined
    },
    set: core.set,
    cutLinkAfter: core.cutLinkAfter,
    power: core.power,
    cancel: core.cancel,
    sellAlone: core.sellAlone,
    book: core.book,
    byteCounts: core.byteCounts,
    unknown: core.unknown,
    unplug,
    replug: async () => void (server ?? (await listen(port))),
    close: unplug,
  }
}
