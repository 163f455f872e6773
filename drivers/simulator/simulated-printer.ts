import { createServer, type Server, type Socket } from 'node:net'
import { openPaper, type PrintedReceipt } from './paper.ts'
import { openRealTimeReader } from './real-time-commands.ts'

/** What somebody in front of the printer can do to it. */
export interface PrinterFaults {
  readonly paper: 'ok' | 'near-end' | 'out'
  readonly cover: 'closed' | 'open'
  readonly cutter: 'ok' | 'stuck'
  /** Milliseconds before it works on what it has received. */
  readonly slowMs: number
  /** Answers nothing at all, as after a crash of its firmware. */
  readonly deaf: boolean
}

export interface SimulatedPrinter {
  readonly port: number
  readonly faults: PrinterFaults
  set(faults: Partial<PrinterFaults>): void
  /** Cuts the link once so many more bytes of print data have come; status questions do not count. */
  dropLinkAfter(byteCount: number): void
  /** The roll ends once so many more lines are printed. */
  endPaperAfter(lineCount: number): void
  unplug(): Promise<void>
  replug(): Promise<void>
  readonly isPlugged: boolean
  readonly receipts: readonly PrintedReceipt[]
  readonly unknown: readonly string[]
  /** Bytes of print data received since the start. */
  readonly dataByteCount: number
  readonly drawer: { readonly isOpen: boolean; readonly kickCount: number }
  closeDrawer(): void
  close(): Promise<void>
}

const noFaults: PrinterFaults = { paper: 'ok', cover: 'closed', cutter: 'ok', slowMs: 0, deaf: false }
/** As much as a printer holds; then it stops taking bytes. */
const maxHeldByteCount = 64 * 1024

/**
 * A receipt printer with a drawer, on TCP: DLE EOT, automatic status, GS r, pulses, and paper one can read.
 * The drawer's switch pulls pin 3 low when the drawer is open.
 */
export async function openSimulatedPrinter(): Promise<SimulatedPrinter> {
  let faults = noFaults
  let socket: Socket | undefined
  let server: Server | undefined
  let held = Buffer.alloc(0)
  let readRealTime = openRealTimeReader()
  let automaticStatus = false
  let drawerOpen = false
  let kickCount = 0
  let dataByteCount = 0
  let dropAtByteCount = Number.POSITIVE_INFINITY
  let paperEndsAtLine = Number.POSITIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  const paper = openPaper((event) => {
    if (event.kind === 'kick') kick()
    else if (event.kind === 'answer-in-order') say([event.sensor === 2 ? Number(!drawerOpen) : paperBits()])
    else if (event.kind === 'initialise') automaticStatus = false
    else {
      automaticStatus = event.on
      pushStatus()
    }
  })

  const isStopped = (): boolean => faults.paper === 'out' || faults.cover === 'open' || faults.cutter === 'stuck'
  const paperBits = (): number => (faults.paper === 'ok' ? 0 : 0x03) | (faults.paper === 'out' ? 0x0c : 0)
  const say = (bytes: readonly number[]): void => void (!faults.deaf && socket?.write(Buffer.from(bytes)))

  function kick(): void {
    drawerOpen = true
    kickCount++
    pushStatus()
  }

  function statusByte(n: number): number {
    if (n === 1) return 0x12 | (drawerOpen ? 0 : 0x04) | (isStopped() ? 0x08 : 0)
    if (n === 2) return 0x12 | (faults.cover === 'open' ? 0x04 : 0) | (faults.paper === 'out' ? 0x20 : 0) | (faults.cutter === 'stuck' ? 0x40 : 0)
    if (n === 3) return 0x12 | (faults.cutter === 'stuck' ? 0x08 : 0)
    return 0x12 | (faults.paper === 'ok' ? 0 : 0x0c) | (faults.paper === 'out' ? 0x60 : 0)
  }

  function pushStatus(): void {
    if (!automaticStatus) return
    const first = 0x10 | (drawerOpen ? 0 : 0x04) | (isStopped() ? 0x08 : 0) | (faults.cover === 'open' ? 0x20 : 0)
    say([first, faults.cutter === 'stuck' ? 0x08 : 0, paperBits(), 0x0f])
  }

  function endPaper(): void {
    paperEndsAtLine = Number.POSITIVE_INFINITY
    faults = { ...faults, paper: 'out' }
    pushStatus()
  }

  /** Works through what is held, command by command, until it is stopped or wants more. */
  function work(): void {
    timer = undefined
    while (held.length > 0 && !isStopped()) {
      const used = paper.step(held)
      if (used === 0) break
      held = held.subarray(used)
      if (paper.lineCount >= paperEndsAtLine) endPaper()
    }
    if (held.length < maxHeldByteCount) socket?.resume()
  }

  function workSoon(): void {
    if (faults.slowMs === 0) work()
    else timer ??= setTimeout(work, faults.slowMs)
  }

  function receive(bytes: Buffer): void {
    const { commands, rest } = readRealTime(bytes)
    for (const command of commands) {
      if (command.kind === 'status') say([statusByte(command.n)])
      else kick()
    }
    const taken = rest.subarray(0, Math.max(dropAtByteCount - dataByteCount, 0))
    dataByteCount += taken.length
    held = Buffer.concat([held, taken])
    if (held.length >= maxHeldByteCount) socket?.pause()
    if (dataByteCount >= dropAtByteCount) {
      dropAtByteCount = Number.POSITIVE_INFINITY
      work()
      socket?.destroy()
    } else workSoon()
  }

  function accept(next: Socket): void {
    socket?.destroy()
    socket = next
    held = Buffer.alloc(0)
    readRealTime = openRealTimeReader()
    automaticStatus = false
    next.setNoDelay(true)
    next.on('data', (bytes) => void (socket === next && receive(bytes)))
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
    clearTimeout(timer)
    timer = undefined
    socket?.destroy()
    if (last) await new Promise<void>((closed) => last.close(() => closed()))
  }

  const port = await listen(0)
  return {
    port,
    get faults() {
      return faults
    },
    set(changes) {
      faults = { ...faults, ...changes }
      pushStatus()
      workSoon()
    },
    dropLinkAfter: (byteCount) => void (dropAtByteCount = dataByteCount + byteCount),
    endPaperAfter: (lineCount) => void (paperEndsAtLine = paper.lineCount + lineCount),
    unplug,
    replug: async () => void (server ?? (await listen(port))),
    get isPlugged() {
      return server !== undefined
    },
    receipts: paper.receipts,
    unknown: paper.unknown,
    get dataByteCount() {
      return dataByteCount
    },
    get drawer() {
      return { isOpen: drawerOpen, kickCount }
    },
    closeDrawer() {
      drawerOpen = false
      pushStatus()
    },
    close: unplug,
  }
}
