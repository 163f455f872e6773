import type { CallFrame } from '../../src/contract/frames.ts'
import type { OpenWire } from './lane-wire.ts'

/** What the desktop shell's preload puts on the window. */
export interface LanePort {
  send(frame: CallFrame): void
  onFrame(listener: (frame: unknown) => void): void
}

declare global {
  interface Window {
    readonly lanewise?: LanePort
  }
}

/** The desktop shell's message port: always up. The lane behind it may restart without the page noticing. */
export function portWire(port: LanePort): OpenWire {
  return (listener) => {
    let open = true
    port.onFrame((frame) => {
      if (open) listener.frame(frame)
    })
    queueMicrotask(() => listener.up())
    return { send: (frame) => port.send(frame), close: () => (open = false) }
  }
}
