/** Why a wire is not open, as codes the screen can word. */
export type WireTrouble = 'not-found' | 'no-permission' | 'in-use' | 'unplugged' | 'refused' | 'unreachable' | 'no-answer' | 'failed'

export type WireState =
  /** `reportDescriptor` only on HID, and only where the system shows it. */
  | { readonly open: true; readonly reportDescriptor?: Buffer | undefined }
  | { readonly open: false; readonly trouble: WireTrouble; readonly detail: string }

/**
 * What became of a write.
 * - `sent`: handed to the operating system whole, on a link that was open.
 * - `away`: the wire was not open; not one byte left, and none will later.
 * - `cut`: the link ended while writing; some bytes may have arrived.
 */
export type WriteOutcome = 'sent' | 'away' | 'cut'

/** `refused`: the device does not know the report, or the wire has none. It says nothing about the link, which stays. */
export type FeatureOutcome = 'sent' | 'away' | 'refused'

/**
 * One cable, port or socket that is kept open for ever.
 * Nothing is ever kept for later: a write belongs to the link that is open at that moment.
 */
export interface Wire {
  readonly isOpen: boolean
  /** In order, as they arrive; on HID one whole report a call, its id first where the device has ids. One listener, which owns the buffer. */
  onBytes(listener: (bytes: Buffer) => void): void
  /** Called at every change. One listener. */
  onState(listener: (state: WireState) => void): void
  write(bytes: Buffer): Promise<WriteOutcome>
  /** Sets a HID feature report, report id first. */
  setFeature(report: Buffer): Promise<FeatureOutcome>
  /** Asks for a HID feature report; the answer begins with its id. Undefined when away, refused, or on another kind of wire. */
  getFeature(reportId: number, byteCount: number): Promise<Buffer | undefined>
  /** Drops the link and opens a new one: for a device that has stopped answering. */
  reset(trouble: WireTrouble, detail: string): void
  close(): Promise<void>
}

/** One connection, from opening to its end. Never opened twice: after any failure a new one is made. */
export interface Link {
  readonly reportDescriptor?: Buffer | undefined
  /** Rejects when the link ended or the system refused; then some bytes may have left. */
  write(bytes: Buffer): Promise<void>
  /** HID only. Rejects when the device does not know the report. */
  setFeature?(report: Buffer): Promise<void>
  getFeature?(reportId: number, byteCount: number): Promise<Buffer>
  close(): Promise<void>
}

export interface LinkEvents {
  bytes(bytes: Buffer): void
  /** The link is over; called once at most, and never needed after `close`. */
  ended(trouble: WireTrouble, detail: string): void
}

/** Opens one link. Rejects with an error that `troubleOf` can name. */
export type OpenLink = (events: LinkEvents) => Promise<Link>
