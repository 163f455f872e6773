import type { Wire, WireState } from '../../drivers/wire/wire.ts'

/** A wire that keeps nothing of what goes over it: for millions of messages. See drivers-hand-wire for one that remembers. */
export interface PlayedWire {
  readonly wire: Wire
  open(reportDescriptor?: Buffer): void
  bring(bytes: Buffer): void
  end(): void
}

export function openPlayedWire(): PlayedWire {
  let tellBytes: (bytes: Buffer) => void = () => undefined
  let tellState: (state: WireState) => void = () => undefined
  let isOpen = false
  return {
    wire: {
      get isOpen() {
        return isOpen
      },
      onBytes: (listener) => void (tellBytes = listener),
      onState: (listener) => void (tellState = listener),
      write: () => Promise.resolve('sent'),
      setFeature: () => Promise.resolve('sent'),
      getFeature: () => Promise.resolve(undefined),
      reset: () => undefined,
      close: () => Promise.resolve(),
    },
    open(reportDescriptor) {
      isOpen = true
      tellState({ open: true, reportDescriptor })
    },
    bring: (bytes) => tellBytes(bytes),
    end() {
      isOpen = false
      tellState({ open: false, trouble: 'unplugged', detail: 'pulled' })
    },
  }
}
