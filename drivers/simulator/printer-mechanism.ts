import { realTimers, type Cancel, type Timers } from '../timers.ts'
import { openPaper, type PrintedReceipt } from './paper.ts'
import { openRealTimeReader } from './real-time-commands.ts'

/** What somebody in front of the printer can do to it, and what it does by itself. */
export interface PrinterFaults {
  readonly paper: 'ok' | 'near-end' | 'out'
  readonly cover: 'closed' | 'open'
  readonly cutter: 'ok' | 'stuck'
  /** `jammed`: paper between the rollers; `hot`: the head cools down and it goes on by itself; `broken`: nobody at the lane can mend it. */
  readonly state: 'ok' | 'jammed' | 'hot' | 'broken'
  /** Milliseconds before it works on what it has received. */
  readonly slowMs: number
  /** Answers nothing at all, as after a crash of its firmware. */
  readonly deaf: boolean
  /** Takes no more bytes: its buffer is full and nothing moves. */
  readonly full: boolean
  /** Bytes that mean nothing before every answer: XON, XOFF, a disturbed line. */
  readonly noise: boolean
  /** Sends its automatic status also when nothing has changed, in the middle of other answers. */
  readonly chatty: boolean
}

export const noPrinterFaults: PrinterFaults = { paper: 'ok', cover: 'closed', cutter: 'ok', state: 'ok', slowMs: 0, deaf: false, full: false, noise: false, chatty: false }

/** What its firmware understands of the commands that tell how far it has got. */
export interface PrinterKnowledge {
  readonly inOrder: boolean
  readonly automatic: boolean
  readonly processId: boolean
}

export interface MechanismOptions {
  readonly knows?: Partial<PrinterKnowledge> | undefined
  /** Level of pin 3 while the drawer is open. */
  readonly openLevel?: 'high' | 'low' | undefined
  readonly seed?: number | undefined
  readonly timers?: Timers | undefined
}

interface Link {
  /** What the printer says. */
  say(bytes: Buffer): void
  /** The link is to be cut now. */
  drop(): void
  /** May bytes come, or is it full? */
  flow(open: boolean): void
}

/** The printer itself, whatever cable it hangs on. */
export interface PrinterMechanism {
  readonly faults: PrinterFaults
  set(faults: Partial<PrinterFaults>): void
  /** Bytes from the lane. */
  receive(bytes: Buffer): void
  /** A new link: what was half received over the old one is gone. */
  begin(): void
  /** Everything but the paper is forgotten, as by pulling the mains plug. */
  powerOff(): void
  powerOn(): void
  readonly isOn: boolean
  /** Cuts the link once so many more bytes of print data have come; status questions do not count. */
  dropLinkAfter(byteCount: number): void
  /** Something goes wrong once so many more lines are printed. */
  afterLines(lineCount: number, faults: Partial<PrinterFaults>): void
  readonly receipts: readonly PrintedReceipt[]
  /** The piece of paper that hangs out, not cut. */
  readonly hanging: PrintedReceipt
  readonly unknown: readonly string[]
  /** Bytes of print data received since the start. */
  readonly dataByteCount: number
  readonly drawer: { readonly isOpen: boolean; readonly kickCount: number; readonly kickedPins: readonly (2 | 5)[] }
  closeDrawer(): void
  /** With the key. */
  openDrawer(): void
  stop(): void
}

/** As much as a printer holds; then it stops taking bytes. */
const maxHeldByteCount = 64 * 1024
const keptKickCount = 100

/**
 * A receipt printer with a drawer: DLE EOT, automatic status, GS r, process ids, pulses, and paper one can read.
 * Source: ESC/POS command reference.
 */
export function openPrinterMechanism(link: Link, { knows, openLevel = 'low', seed = 1, timers = realTimers }: MechanismOptions = {}): PrinterMechanism {
  const understands: PrinterKnowledge = { inOrder: true, automatic: true, processId: true, ...knows }
  let faults = noPrinterFaults
  let isOn = true
  let held = Buffer.alloc(0)
  let readRealTime = openRealTimeReader()
  let automaticStatus = false
  let drawerOpen = false
  const kickedPins: (2 | 5)[] = []
  let kickCount = 0
  let dataByteCount = 0
  let dropAtByteCount = Number.POSITIVE_INFINITY
  let planned: { readonly atLine: number; readonly faults: Partial<PrinterFaults> }[] = []
  let cancelWork: Cancel | undefined
  let random = seed >>> 0

  const paper = openPaper((event) => {
    switch (event.kind) {
      case 'kick':
        return kick(event.pin)
      case 'answer-in-order':
        return understands.inOrder ? say([event.sensor === 2 ? Number(pinHigh()) : paperBits()]) : undefined
      case 'process-id':
        return understands.processId ? say([0x37, 0x22, ...Buffer.from(event.id, 'latin1'), 0x00]) : undefined
      case 'initialise':
        automaticStatus = false
        return undefined
      case 'automatic-status':
        automaticStatus = event.on && understands.automatic
        return pushStatus()
    }
  })

  const isStopped = (): boolean => !isOn || faults.paper === 'out' || faults.cover === 'open' || faults.cutter === 'stuck' || faults.state !== 'ok'
  const paperBits = (): number => (faults.paper === 'ok' ? 0 : 0x03) | (faults.paper === 'out' ? 0x0c : 0)
  const pinHigh = (): boolean => drawerOpen === (openLevel === 'high')
  const errorBits = (): number => (faults.state === 'jammed' ? 0x04 : 0) | (faults.cutter === 'stuck' ? 0x08 : 0) | (faults.state === 'broken' ? 0x20 : 0) | (faults.state === 'hot' ? 0x40 : 0)

  function say(bytes: readonly number[]): void {
    if (faults.deaf || !isOn) return
    link.say(Buffer.from(faults.noise ? [...noise(), ...bytes] : bytes))
  }

  /** Never a byte that could be an answer: those all have their highest bit clear and XON and XOFF are told by two others. */
  function noise(): number[] {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0
    return [0x11, 0x13, 0x80 | (random >>> 25), 0xff].slice(0, random % 5)
  }

  function kick(pin: 2 | 5): void {
    drawerOpen = true
    kickCount++
    kickedPins.push(pin)
    kickedPins.splice(0, kickedPins.length - keptKickCount)
    pushStatus()
  }

  function statusByte(n: number): number {
    if (n === 1) return 0x12 | (pinHigh() ? 0x04 : 0) | (isStopped() ? 0x08 : 0)
    if (n === 2) return 0x12 | (faults.cover === 'open' ? 0x04 : 0) | (faults.paper === 'out' ? 0x20 : 0) | (errorBits() === 0 ? 0 : 0x40)
    if (n === 3) return 0x12 | errorBits()
    return 0x12 | (faults.paper === 'ok' ? 0 : 0x0c) | (faults.paper === 'out' ? 0x60 : 0)
  }

  function pushStatus(): void {
    if (!automaticStatus) return
    const first = 0x10 | (pinHigh() ? 0x04 : 0) | (isStopped() ? 0x08 : 0) | (faults.cover === 'open' ? 0x20 : 0)
    say([first, errorBits(), paperBits(), 0x0f])
  }

  function change(changes: Partial<PrinterFaults>): void {
    faults = { ...faults, ...changes }
    link.flow(!faults.full)
    pushStatus()
  }

  function goWrong(): void {
    const due = planned.filter((plan) => paper.lineCount >= plan.atLine)
    planned = planned.filter((plan) => !due.includes(plan))
    for (const plan of due) change(plan.faults)
  }

  /** Works through what is held, command by command, until it is stopped or wants more. */
  function work(): void {
    cancelWork = undefined
    while (held.length > 0 && !isStopped() && !faults.full) {
      const used = paper.step(held)
      if (used === 0) break
      held = held.subarray(used)
      if (faults.chatty) pushStatus()
      goWrong()
    }
    if (held.length < maxHeldByteCount && !faults.full) link.flow(true)
  }

  function workSoon(): void {
    if (faults.slowMs === 0) work()
    else cancelWork ??= timers.after(faults.slowMs, work)
  }

  function receive(bytes: Buffer): void {
    if (!isOn) return
    const { commands, rest } = readRealTime(bytes)
    for (const command of commands) {
      if (command.kind === 'status') say([statusByte(command.n)])
      else kick(command.pin)
    }
    const taken = rest.subarray(0, Math.max(dropAtByteCount - dataByteCount, 0))
    dataByteCount += taken.length
    held = Buffer.concat([held, taken])
    if (held.length >= maxHeldByteCount) link.flow(false)
    if (dataByteCount < dropAtByteCount) return workSoon()
    dropAtByteCount = Number.POSITIVE_INFINITY
    work()
    link.drop()
  }

  function forget(): void {
    held = Buffer.alloc(0)
    readRealTime = openRealTimeReader()
    automaticStatus = false
  }

  return {
    get faults() {
      return faults
    },
    set(changes) {
      change(changes)
      workSoon()
    },
    receive,
    begin: forget,
    powerOff() {
      isOn = false
      cancelWork?.()
      cancelWork = undefined
      forget()
      paper.reset()
    },
    powerOn: () => void (isOn = true),
    get isOn() {
      return isOn
    },
    dropLinkAfter: (byteCount) => void (dropAtByteCount = dataByteCount + byteCount),
    afterLines: (lineCount, changes) => void (planned = [...planned, { atLine: paper.lineCount + lineCount, faults: changes }]),
    receipts: paper.receipts,
    get hanging() {
      return paper.hanging
    },
    unknown: paper.unknown,
    get dataByteCount() {
      return dataByteCount
    },
    get drawer() {
      return { isOpen: drawerOpen, kickCount, kickedPins }
    },
    closeDrawer() {
      drawerOpen = false
      pushStatus()
    },
    openDrawer() {
      drawerOpen = true
      pushStatus()
    },
    stop: () => cancelWork?.(),
  }
}
