import { z } from 'zod'

/**
 * The device contract: what the device process promises the lane, whatever the cable.
 *
 * - A reading is complete or it is not sent: half a code after an unplug never arrives.
 * - Readings come in the order the device made them; none is dropped while the device is `ready`.
 * - A payment card never crosses this line: only `payment-card-rejected` does.
 * - `state` is sent at start and at every change; `away` means reconnecting with backoff, for ever.
 * - Every order is answered exactly once with its outcome, within `timeoutMs`. `unknown` means bytes
 *   may have reached the device and nothing can tell whether it acted.
 * - Nothing is buffered for a device that is away: an order to it answers `failed` at once.
 */
export const deviceRole = z.enum(['scanner', 'card-reader', 'printer', 'drawer'])
export type DeviceRole = z.infer<typeof deviceRole>

export const deviceState = z.object({
  type: z.literal('state'),
  device: z.string(),
  role: deviceRole,
  state: z.enum(['ready', 'away', 'needs-care']),
  /** `unplugged`, `no-permission`, `not-found`, `paper-out`, `paper-near-end`, `cover-open`, `offline`, `cutter`, … */
  trouble: z.string().optional(),
  detail: z.string().optional(),
})
export type DeviceState = z.infer<typeof deviceState>

export const deviceReading = z.discriminatedUnion('type', [
  /** `text` holds printable ASCII and GS (0x1D), at most 8192 characters; `aim` like "]E0" when the device says. */
  z.object({ type: z.literal('scanned'), device: z.string(), text: z.string().max(8192), aim: z.string().length(3).optional() }),
  /** Card text as the reader gave it: magstripe track 2 content without sentinels, or an NFC or serial card number. */
  z.object({ type: z.literal('swiped'), device: z.string(), text: z.string().max(256) }),
  z.object({ type: z.literal('payment-card-rejected'), device: z.string() }),
  /** Bytes that made no reading: noise, too long, half a code. Never the bytes themselves. */
  z.object({ type: z.literal('garbled'), device: z.string(), reason: z.enum(['noise', 'too-long', 'cut-off', 'checksum']) }),
  z.object({ type: z.literal('drawer'), device: z.string(), open: z.boolean() }),
])
export type DeviceReading = z.infer<typeof deviceReading>

const receiptBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('text'), text: z.string(), align: z.enum(['left', 'centre']), strong: z.boolean().optional() }),
  z.object({ kind: z.literal('row'), left: z.string(), right: z.string(), indent: z.number().int().min(0).max(8).optional(), strong: z.boolean().optional(), large: z.boolean().optional() }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('feed'), lineCount: z.number().int().min(1).max(20) }),
  z.object({ kind: z.literal('barcode'), symbology: z.enum(['gs1-128', 'code-128', 'ean-13']), data: z.string().max(64) }),
  z.object({ kind: z.literal('qr'), data: z.string().max(512) }),
  z.object({ kind: z.literal('cut') }),
])
export const receiptDocument = z.object({ language: z.enum(['en', 'zh']), copy: z.boolean(), blocks: z.array(receiptBlock).max(2000) })

export const deviceOrder = z.discriminatedUnion('type', [
  z.object({ type: z.literal('print'), orderId: z.string(), device: z.string(), document: receiptDocument, timeoutMs: z.number().int().positive() }),
  z.object({ type: z.literal('open-drawer'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive() }),
  /** The scanner's own not-on-file beep, where it has one. */
  z.object({ type: z.literal('not-on-file'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive() }),
])
export type DeviceOrder = z.infer<typeof deviceOrder>

export const deviceOutcome = z.object({ type: z.literal('outcome'), orderId: z.string(), outcome: z.enum(['done', 'failed', 'unknown']), detail: z.string().optional() })
export type DeviceOutcome = z.infer<typeof deviceOutcome>

/** Everything the device process sends up. */
export const deviceMessage = z.union([deviceState, deviceReading, deviceOutcome])
export type DeviceMessage = z.infer<typeof deviceMessage>

/** The device process as the lane sees it, in this process or another. */
export interface Devices {
  /** Sends an order; the outcome arrives as a message. */
  order(order: DeviceOrder): void
  /** Called for every message, in order. One listener. */
  onMessage(listener: (message: DeviceMessage) => void): void
  close(): Promise<void>
}
