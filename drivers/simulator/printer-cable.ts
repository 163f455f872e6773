import { createServer, type Server, type Socket } from 'node:net'
import type { WireConfig } from '../../src/contract/config.ts'
import { openPtyCable } from './pty-cable.ts'

/** What a simulated printer hangs on. */
export interface PrinterCable {
  /** How a lane reaches it. */
  readonly wire: WireConfig
  readonly isPlugged: boolean
  say(bytes: Buffer): void
  /** Cuts the link that is open, as a switch that fails; TCP can be connected again at once. */
  drop(): void
  /** May bytes come? Those that may not wait in the network, or are lost on a serial line. */
  flow(open: boolean): void
  unplug(): Promise<void>
  replug(): Promise<void>
  close(): Promise<void>
}

interface Events {
  bytes(bytes: Buffer): void
  /** A new link, over which nothing has come yet. */
  began(): void
}

/** A network printer: one connection at a time, the newest wins. */
export async function openTcpCable({ bytes, began }: Events): Promise<PrinterCable> {
  let socket: Socket | undefined
  let server: Server | undefined

  function accept(next: Socket): void {
    socket?.destroy()
    socket = next
    began()
    next.setNoDelay(true)
    next.on('data', (data) => void (socket === next && bytes(data)))
    // A lane that goes away is not the printer's trouble.
    next.on('error', () => undefined)
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
    socket?.destroy()
    if (last) await new Promise<void>((closed) => last.close(() => closed()))
  }

  const port = await listen(0)
  return {
    wire: { kind: 'tcp', host: '127.0.0.1', port },
    get isPlugged() {
      return server !== undefined
    },
    say: (answer) => void socket?.write(answer),
    drop: () => void socket?.destroy(),
    flow: (open) => void (open ? socket?.resume() : socket?.pause()),
    unplug,
    replug: async () => void (server ?? (await listen(port))),
    close: unplug,
  }
}

/** A serial printer behind a link of this name; the same path opened as a file is a printer on USB. */
export function openSerialCable(lanePath: string, { bytes, began }: Events): PrinterCable {
  const cable = openPtyCable(lanePath)
  let isFlowing = true
  cable.onBytes((data) => void (isFlowing && bytes(data)))
  const replug = async (): Promise<void> => {
    if (cable.isPlugged) return
    began()
    cable.replug()
  }
  return {
    wire: { kind: 'serial', path: lanePath, baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 },
    get isPlugged() {
      return cable.isPlugged
    },
    say: (answer) => cable.send(answer),
    drop() {
      cable.unplug()
      void replug()
    },
    flow: (open) => void (isFlowing = open),
    unplug: async () => cable.unplug(),
    replug,
    close: async () => cable.close(),
  }
}
