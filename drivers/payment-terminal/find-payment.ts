import type { StatusInformation } from './status-information.ts'

/** What is asked about: a payment that ended nobody knows how. */
export interface Asked {
  readonly amountMinor: number
  /** Newest trace number before it. */
  readonly afterTrace?: number | undefined
  /** For a reversal: trace number of the payment it was to give back. */
  readonly ofTrace?: number | undefined
}

/** `made`: the money has moved, and stays so. */
export type Found = { readonly kind: 'made'; readonly status: StatusInformation } | { readonly kind: 'not-made' } | { readonly kind: 'cannot-tell' }

/** Trace numbers count up to this and begin again at 1. */
const lastTrace = 999_999

/**
 * What the terminal's newest transaction says of a payment. The terminal has to be idle: one that is still at it
 * shows the transaction before.
 *
 * Nothing newer than `afterTrace` means that it was not made. One that is newer is ours when it is of the same
 * amount: nobody else asks this terminal for a payment while one is open. Anything else is for a person to look at.
 */
export function findPayment(newest: StatusInformation | undefined, asked: Asked): Found {
  if (newest?.traceNumber === undefined || newest.resultCode === undefined || asked.afterTrace === undefined) return { kind: 'cannot-tell' }
  if (newest.traceNumber === asked.afterTrace) return { kind: 'not-made' }
  if (!isNewer(newest.traceNumber, asked.afterTrace) || newest.amountMinor !== asked.amountMinor) return { kind: 'cannot-tell' }
  if (newest.originalTrace !== undefined) return findReversed(newest, newest.originalTrace, asked)
  // A failed one says so of itself alone: with numbers between, there may have been another before it.
  if (newest.resultCode !== 0) return isNext(newest.traceNumber, asked.afterTrace) ? { kind: 'not-made' } : { kind: 'cannot-tell' }
  return asked.ofTrace === undefined ? { kind: 'made', status: newest } : { kind: 'cannot-tell' }
}

/** The newest is a reversal: the one asked about, or the terminal's own of a payment whose end it could not tell anybody. */
function findReversed(newest: StatusInformation, originalTrace: number, asked: Asked): Found {
  const isApproved = newest.resultCode === 0
  if (asked.ofTrace !== undefined) {
    if (originalTrace !== asked.ofTrace) return { kind: 'cannot-tell' }
    return isApproved ? { kind: 'made', status: newest } : { kind: 'not-made' }
  }
  const isOfOurs = asked.afterTrace !== undefined && isNewer(originalTrace, asked.afterTrace)
  return isApproved && isOfOurs ? { kind: 'not-made' } : { kind: 'cannot-tell' }
}

function isNext(trace: number, after: number): boolean {
  return trace === (after % lastTrace) + 1
}

/** The shorter way round the circle of numbers decides. */
function isNewer(trace: number, than: number): boolean {
  const ahead = (((trace - than) % lastTrace) + lastTrace) % lastTrace
  return ahead > 0 && ahead < lastTrace / 2
}
