import type { Wire, WireState } from '../../drivers/wire/wire.ts'

/** A wire worked by the test: it says when it opens, what arrives on it and when it ends. */
export interface HandWire {
  readonly wire: Wire
  open(reportDescriptor?: Buffer): void
  end(): void
  /** Brings bytes; the buffer is kept, so that a test can see what became of it. */
  bring(bytes: Buffer): void
  /** Every buffer that was brought, as it is now. */
  readonly brought: readonly Buffer[]
  readonly isClosed: boolean
}

export function openHandWire(): HandWire {
  let tellBytes: (bytes: Buffer) => void = () => undefined
  let tellState: (state: WireState) => void = () => undefined
  let isOpen = false
  let isClosed = false
  const brought: Buffer[] = []
  return {
    wire: {
      get isOpen() {
        return isOpen
      },
      onBytes: (listener) => void (tellBytes = listener),
      onState: (listener) => void (tellState = listener),
      write: () => Promise.resolve(isOpen ? 'sent' : 'away'),
      setFeature: () => Promise.resolve('refused'),
      getFeature: () => Promise.resolve(undefined),
      reset: () => undefined,
      close() {
        isClosed = true
        return Promise.resolve()
      },
    },
    open(reportDescriptor) {
      isOpen = true
      tellState({ open: true, reportDescriptor })
    },
    end() {
      isOpen = false
      tellState({ open: false, trouble: 'unplugged', detail: 'pulled' })
    },
    bring(bytes) {
      brought.push(bytes)
      tellBytes(bytes)
    },
    brought,
    get isClosed() {
      return isClosed
    },
  }
}
