import type { FeatureOutcome, Wire, WireState, WriteOutcome } from '../../drivers/wire/wire.ts'

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
  /** What the driver has written while the wire was open, feature reports apart. */
  readonly written: readonly Buffer[]
  readonly features: readonly Buffer[]
  /** How writes end from now on; `sent` unless told, and never where nothing is given. */
  endWrites(outcome: WriteOutcome | undefined): void
}

export function openHandWire(): HandWire {
  let tellBytes: (bytes: Buffer) => void = () => undefined
  let tellState: (state: WireState) => void = () => undefined
  let isOpen = false
  let isClosed = false
  const brought: Buffer[] = []
  const written: Buffer[] = []
  const features: Buffer[] = []
  let writeOutcome: WriteOutcome | undefined = 'sent'

  /** Nothing is kept for a wire that is not open. */
  function note<Outcome>(list: Buffer[], bytes: Buffer, outcome: Outcome | undefined): Promise<Outcome | 'away'> {
    if (!isOpen) return Promise.resolve('away')
    list.push(Buffer.from(bytes))
    return outcome === undefined ? new Promise(() => undefined) : Promise.resolve(outcome)
  }

  return {
    wire: {
      get isOpen() {
        return isOpen
      },
      onBytes: (listener) => void (tellBytes = listener),
      onState: (listener) => void (tellState = listener),
      write: (bytes) => note<WriteOutcome>(written, bytes, writeOutcome),
      setFeature: (report) => note<FeatureOutcome>(features, report, 'sent'),
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
    written,
    features,
    endWrites: (outcome) => void (writeOutcome = outcome),
    get isClosed() {
      return isClosed
    },
  }
}
