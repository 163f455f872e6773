import type { Timers } from '../timers.ts'

/** One connection as the terminal has it. */
export interface TerminalLink {
  send(bytes: Buffer): void
  drop(): void
}

/** Messages over one link, each waiting for its acknowledgement. */
export interface TerminalLine {
  /** Sends a message of the terminal's own. @returns false when the link is gone or nobody acknowledged within five seconds */
  say(bytes: Buffer): Promise<boolean>
  /** Sends an acknowledgement: nothing is waited for. */
  tell(bytes: Buffer): void
  /** Everything sent is acknowledged, or never will be. */
  settled(): Promise<void>
  take(bytes: Buffer): void
  /** Ends the link from this side; `lost` is told that it has ended. */
  drop(): void
  lost(): void
}

interface Parts {
  readonly link: TerminalLink
  readonly timers: Timers
  readonly segments: () => 'whole' | 'bytes' | 'glued'
  readonly onCommand: (command: number, data: Buffer) => void
  readonly onLost: () => void
}

const acknowledgeMs = 5_000
/** So long glued messages wait for more to go with them. */
const glueMs = 1

export function openTerminalLine({ link, timers, segments, onCommand, onLost }: Parts): TerminalLine {
  let held = Buffer.alloc(0)
  let glued: Buffer[] = []
  let isUp = true
  /** Messages of ours that wait for an acknowledgement, oldest first. */
  let waiting: ((isHeard: boolean) => void)[] = []
  let lastSaid: Promise<unknown> = Promise.resolve()

  function put(bytes: Buffer): void {
    if (!isUp) return
    if (segments() === 'whole') return link.send(bytes)
    if (segments() === 'bytes') return bytes.forEach((byte) => isUp && link.send(Buffer.from([byte])))
    if (glued.push(bytes) === 1) timers.after(glueMs, flush)
  }

  function flush(): void {
    const bytes = Buffer.concat(glued)
    glued = []
    if (isUp && bytes.length > 0) link.send(bytes)
  }

  function waitForAcknowledgement(): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (isHeard: boolean): void => {
        cancel()
        waiting = waiting.filter((other) => other !== settle)
        resolve(isHeard)
      }
      const cancel = timers.after(acknowledgeMs, () => settle(false))
      waiting.push(settle)
    })
  }

  function hear(command: number, data: Buffer): void {
    const isAcknowledgement = command >> 8 === 0x80 || command >> 8 === 0x84
    if (isAcknowledgement) waiting[0]?.(true)
    else onCommand(command, data)
  }

  /** Cuts off the first whole message. @returns false when there is none */
  function step(): boolean {
    const isLong = held[2] === 0xff
    const from = isLong ? 5 : 3
    if (held.length < from) return false
    const to = from + (isLong ? held.readUInt16LE(3) : held.readUInt8(2))
    if (held.length < to) return false
    const command = held.readUInt16BE(0)
    const data = held.subarray(from, to)
    held = held.subarray(to)
    hear(command, data)
    return true
  }

  function lost(): void {
    if (!isUp) return
    isUp = false
    onLost()
    for (const settle of [...waiting]) settle(false)
  }

  return {
    say(bytes) {
      if (!isUp) return Promise.resolve(false)
      const heard = waitForAcknowledgement()
      lastSaid = heard
      put(bytes)
      return segments() === 'glued' ? Promise.resolve(true) : heard
    },
    tell: put,
    async settled() {
      await lastSaid
    },
    take(bytes) {
      held = Buffer.concat([held, bytes])
      while (isUp && step());
    },
    drop() {
      link.drop()
      lost()
    },
    lost,
  }
}
