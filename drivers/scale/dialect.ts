/** What a scale is asked for. */
export type ScaleTask =
  | { readonly kind: 'weigh'; readonly pricePerKgMinor: number; readonly tareGrams: number }
  | { readonly kind: 'zero' }
  /** Between orders: is it there, and have the goods been taken off? */
  | { readonly kind: 'look' }

/**
 * Why there is no weight, as the screen words it.
 * - `same-weight`: nothing has moved since the last weighing: these goods were weighed already
 * - `below-tare`: not heavier than the bag alone
 * - `needs-zero`: empty it and set it to zero
 * - `needs-secret`, `wrong-secret`: the scale asked for checksums under its maker's secret
 */
export type ScaleDetail =
  | 'in-motion' | 'at-zero' | 'under-zero' | 'over-capacity' | 'needs-zero' | 'same-weight' | 'below-tare'
  | 'bad-answer' | 'no-answer' | 'scale-fault' | 'needs-secret' | 'wrong-secret' | 'unsupported'

/** What came of one exchange with the scale. */
export type ScaleFinding =
  /** Stable, by the scale's own word, and not below zero. `isNet` when the scale has taken a tare off itself. */
  | { readonly kind: 'weight'; readonly grams: number; readonly isNet: boolean }
  | { readonly kind: 'zeroed' }
  /** It answers; it says nothing of what lies on it. */
  | { readonly kind: 'alive' }
  /** It may be otherwise in a moment. */
  | { readonly kind: 'not-yet'; readonly detail: ScaleDetail }
  /** Asking again would not help. */
  | { readonly kind: 'never'; readonly detail: ScaleDetail }

/** `feature`: a HID feature report, id first. */
export type ScaleStep = { readonly kind: 'send' | 'feature'; readonly bytes: Buffer } | { readonly kind: 'found'; readonly finding: ScaleFinding }

/**
 * One protocol of scales: bytes in, bytes out, without wire or clock.
 * An exchange begins with `begin` and ends with one finding; bytes that fit no exchange are nobody's and are dropped.
 * Held bytes are bounded, and an answer that breaks the protocol is a `bad-answer`, never a weight.
 */
export interface ScaleDialect {
  /** The scale asks by itself: it sends what it sees, and an order only listens. */
  readonly speaksUnasked: boolean
  /**
   * Lines without a checksum may lose a digit: a weight counts when two answers in a row agree.
   */
  readonly confirms: boolean
  /** The scale itself refuses goods that have not moved since they were weighed. */
  readonly guardsSameGoods: boolean
  /** False when this link will never bring a weight: a device of another kind. */
  readonly isUsable: boolean
  /** What to send to begin an exchange: nothing where one only has to listen, undefined when the scale has no such thing. */
  begin(task: ScaleTask): readonly ScaleStep[] | undefined
  take(bytes: Buffer): readonly ScaleStep[]
  /** A new link: nothing said before counts. @returns what to send first */
  restart(reportDescriptor?: Buffer): readonly ScaleStep[]
}

export function sent(bytes: Buffer): ScaleStep {
  return { kind: 'send', bytes }
}

export function found(finding: ScaleFinding): ScaleStep {
  return { kind: 'found', finding }
}

export function notYet(detail: ScaleDetail): ScaleStep {
  return found({ kind: 'not-yet', detail })
}

/** Below zero is a trouble of its own; zero itself is a weight of nothing. */
export function weightStep(grams: number, isNet: boolean): ScaleStep {
  return grams < 0 ? notYet('under-zero') : found({ kind: 'weight', grams, isNet })
}
