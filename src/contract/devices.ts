import { z } from 'zod'

/**
 * The device contract: what the device process promises the lane, whatever the cable.
 * Words and codes follow UnifiedPOS where it has them.
 *
 * - A reading is complete or it is not sent: half a code after an unplug never arrives.
 * - Readings come in the order the device made them; none is dropped while the device is `ready`, up to 500 a second: what is faster is noise.
 * - A payment card never crosses this line: only `payment-card-rejected` does.
 * - `state` is sent at start and at every change; `away` means reconnecting with backoff, for ever.
 * - Every order is answered exactly once with its outcome, within `timeoutMs`. `unknown` means bytes
 *   may have reached the device and nothing can tell whether it acted.
 * - Nothing is buffered for a device that is away: an order to it answers `failed` at once.
 * - Money: a payment is never asked for twice. `done` is a payment that is final, `failed` one that surely
 *   was not made, and `unknown` is asked about (`payment-status`) until it is one of the two.
 */
export const deviceRole = z.enum(['scanner', 'card-reader', 'printer', 'drawer', 'line-display', 'scale', 'payment-terminal'])
export type DeviceRole = z.infer<typeof deviceRole>

export const deviceState = z.object({
  type: z.literal('state'),
  device: z.string(),
  role: deviceRole,
  state: z.enum(['ready', 'away', 'needs-care']),
  /** `unplugged`, `no-permission`, `not-found`, `paper-out`, `paper-near-end`, `cover-open`, `offline`, `cutter`, `open-too-long`, … */
  trouble: z.string().optional(),
  detail: z.string().optional(),
})
export type DeviceState = z.infer<typeof deviceState>

export const deviceReading = z.discriminatedUnion('type', [
  /** `text` holds printable ASCII and GS (0x1D), at most 8192 characters; `aim` like "]E0" when the device says. */
  z.object({ type: z.literal('scanned'), device: z.string(), text: z.string().max(8192), aim: z.string().length(3).optional() }),
  /** The number of one of the retailer's own cards, digits alone; or the UID of a contactless card, hexadecimal in capitals. */
  z.object({ type: z.literal('swiped'), device: z.string(), text: z.string().max(256) }),
  z.object({ type: z.literal('payment-card-rejected'), device: z.string() }),
  /** Bytes that made no reading: noise, too long, half a code, a card that is none of the retailer's. Never the bytes themselves. At most five a second of one device. */
  z.object({ type: z.literal('garbled'), device: z.string(), reason: z.enum(['noise', 'too-long', 'cut-off', 'checksum', 'foreign-card']) }),
  z.object({ type: z.literal('drawer'), device: z.string(), open: z.boolean() }),
  /** What the terminal is doing with an open payment, for the screen: `insert-card`, `enter-pin`, `wait`, … and its own words where it sent some. */
  z.object({ type: z.literal('payment-progress'), device: z.string(), orderId: z.string(), code: z.string(), text: z.string().max(200).optional() }),
  /** What the scale waits for while an order to weigh is open: `at-zero`, `in-motion`, `under-zero`, `over-capacity`, `same-weight`, … Sent when it changes. */
  z.object({ type: z.literal('weigh-progress'), device: z.string(), orderId: z.string(), code: z.string() }),
  /** Trace number of the terminal's newest transaction, told whenever it is learnt: what a payment is later asked after by. */
  z.object({ type: z.literal('terminal-trace'), device: z.string(), traceNumber: z.number().int().min(0) }),
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
  /** `dots`: base64 of the rows from the top, each padded to whole bytes, leftmost dot in the highest bit, a set bit black. */
  z.object({ kind: z.literal('picture'), widthDots: z.number().int().min(8).max(832), heightDots: z.number().int().min(1).max(600), dots: z.base64().max(84_000) }),
  z.object({ kind: z.literal('cut') }),
])
export const receiptDocument = z.object({ language: z.enum(['en', 'zh']), copy: z.boolean(), blocks: z.array(receiptBlock).max(2000) })

const amount = z.number().int().min(1).max(99_999_999)

export const deviceOrder = z.discriminatedUnion('type', [
  z.object({ type: z.literal('print'), orderId: z.string(), device: z.string(), document: receiptDocument, timeoutMs: z.number().int().positive() }),
  z.object({ type: z.literal('open-drawer'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive() }),
  /** The scanner's own not-on-file beep, where it has one. */
  z.object({ type: z.literal('not-on-file'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive() }),
  /**
   * Waits for one stable weight above zero, asked for after this order came, of goods that were not weighed before.
   * Price per kilogram and name are for scales that show them. A newer order to the same scale takes its place: this one is then `failed` with `replaced`.
   */
  z.object({ type: z.literal('weigh'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive(), pricePerKgMinor: z.number().int().min(0).max(999_999), tareGrams: z.number().int().min(0).max(9_999), name: z.string().max(40).optional() }),
  z.object({ type: z.literal('zero-scale'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive() }),
  /** Two lines for the customer; a newer order replaces one that has not been written yet, which then is `failed` with `replaced`. */
  z.object({ type: z.literal('show-lines'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive(), upper: z.string().max(40), lower: z.string().max(40) }),
  /** Takes money from a card. `orderId` is the payment's id; the same id twice is answered with the first outcome. */
  z.object({ type: z.literal('pay'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive(), amountMinor: amount }),
  /** The customer or the cashier has thought better of it. Answers whether the request was sent; the payment's own outcome tells how it ended. */
  z.object({ type: z.literal('abort-payment'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive() }),
  /**
   * What became of a payment, reversal or refund (`paymentId`, the id of its order) whose outcome was `unknown`: asked of the terminal, and
   * nothing is ever charged by it. `afterTrace` is the newest trace number before it, where one was known; `ofTrace` names the payment a reversal
   * was to give back. Answered `done` with the payment when it was made, `done` without one when it surely was not; anything else leaves it unknown.
   */
  z.object({ type: z.literal('payment-status'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive(), paymentId: z.string(), amountMinor: amount, afterTrace: z.number().int().min(0).optional(), ofTrace: z.number().int().min(0).optional() }),
  /** Gives a payment back whole, by the number on its receipt. */
  z.object({ type: z.literal('reverse-payment'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive(), terminalReceipt: z.number().int().min(0), amountMinor: amount }),
  /** Gives money back onto a card without the first payment. */
  z.object({ type: z.literal('refund-card'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive(), amountMinor: amount }),
  z.object({ type: z.literal('terminal-service'), orderId: z.string(), device: z.string(), timeoutMs: z.number().int().positive(), service: z.enum(['end-of-day', 'diagnosis', 'repeat-receipt']) }),
])
export type DeviceOrder = z.infer<typeof deviceOrder>

/** A card payment as the terminal tells it. The card number only as the terminal masks it. */
export const cardPayment = z.object({
  amountMinor: z.number().int().min(0),
  terminalId: z.string().max(16),
  traceNumber: z.number().int().min(0),
  terminalReceipt: z.number().int().min(0),
  cardName: z.string().max(40),
  maskedPan: z.string().max(24).regex(/^[0-9*]*$/),
  authorisation: z.string().max(16).optional(),
  /** Lines of the customer's slip, where the terminal leaves printing to the lane. */
  slip: z.array(z.string().max(48)).max(60).optional(),
})
export type CardPayment = z.infer<typeof cardPayment>

export const deviceOutcome = z.object({
  type: z.literal('outcome'),
  orderId: z.string(),
  outcome: z.enum(['done', 'failed', 'unknown']),
  /** Why not, as a code the screen can word: `declined`, `aborted`, `in-motion`, `under-zero`, `over-capacity`, `no-answer`, … */
  detail: z.string().optional(),
  /** With `weigh`: net, stable and above zero. */
  weighed: z.object({ grams: z.number().int().min(1).max(99_999) }).optional(),
  /** With `pay`, `payment-status`, `reverse-payment` and `refund-card`. */
  payment: cardPayment.optional(),
  /** With `terminal-service`: what the terminal wants printed or shown. */
  lines: z.array(z.string().max(48)).max(400).optional(),
})
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
