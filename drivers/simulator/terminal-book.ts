import { terminalCards, type TerminalCard } from './payment-terminal-bytes.ts'

/** One transaction in a terminal's memory, which survives the power. */
export interface TerminalEntry {
  readonly kind: 'payment' | 'reversal' | 'refund' | 'declined' | 'installation'
  readonly amountMinor: number
  readonly traceNumber: number
  readonly receiptNumber: number
  readonly originalTrace?: number | undefined
  readonly card: TerminalCard
}

export interface TerminalBook {
  readonly entries: readonly TerminalEntry[]
  /** Payments the card's bank has approved, reversed ones among them. */
  readonly authorisationCount: number
  /** Money taken less money given back. */
  readonly chargedMinor: number
  readonly newest: TerminalEntry
  add(kind: 'payment' | 'refund' | 'declined', amountMinor: number): TerminalEntry
  /** @returns undefined when it has been reversed before */
  reverse(payment: TerminalEntry): TerminalEntry | undefined
  byReceipt(receiptNumber: number): TerminalEntry | undefined
  /** Everything since the last end of day, and a new day. */
  closeDay(): { readonly paymentCount: number; readonly chargedMinor: number }
}

const lastTrace = 999_999
const lastReceipt = 9_999

/** @param firstTrace number of the payment with which the terminal was tried out when it was installed */
export function openTerminalBook(firstTrace: number, random: (limit: number) => number): TerminalBook {
  const entries: TerminalEntry[] = [{ kind: 'installation', amountMinor: 1, traceNumber: firstTrace, receiptNumber: 1, card: pickCard(random) }]
  let dayBeganAt = 1
  const newest = (): TerminalEntry => {
    const last = entries.at(-1)
    if (!last) throw new Error('the terminal was never installed')
    return last
  }
  const write = (entry: Pick<TerminalEntry, 'kind' | 'amountMinor' | 'card' | 'originalTrace'>): TerminalEntry => {
    const { traceNumber, receiptNumber } = newest()
    const next = { ...entry, traceNumber: (traceNumber % lastTrace) + 1, receiptNumber: (receiptNumber % lastReceipt) + 1 }
    entries.push(next)
    return next
  }
  const isReversed = (payment: TerminalEntry): boolean => entries.some((entry) => entry.kind === 'reversal' && entry.originalTrace === payment.traceNumber)
  return {
    entries,
    get authorisationCount() {
      return entries.filter((entry) => entry.kind === 'payment').length
    },
    get chargedMinor() {
      return charged(entries)
    },
    get newest() {
      return newest()
    },
    add: (kind, amountMinor) => write({ kind, amountMinor, card: pickCard(random) }),
    reverse: (payment) => (isReversed(payment) ? undefined : write({ kind: 'reversal', amountMinor: payment.amountMinor, card: payment.card, originalTrace: payment.traceNumber })),
    byReceipt: (receiptNumber) => entries.findLast((entry) => entry.kind === 'payment' && entry.receiptNumber === receiptNumber),
    closeDay() {
      const day = entries.slice(dayBeganAt)
      dayBeganAt = entries.length
      return { paymentCount: day.filter((entry) => entry.kind === 'payment').length, chargedMinor: charged(day) }
    },
  }
}

function charged(entries: readonly TerminalEntry[]): number {
  return entries.reduce((sum, { kind, amountMinor }) => (kind === 'payment' ? sum + amountMinor : kind === 'reversal' || kind === 'refund' ? sum - amountMinor : sum), 0)
}

function pickCard(random: (limit: number) => number): TerminalCard {
  const card = terminalCards[random(terminalCards.length)]
  if (!card) throw new Error('there are no cards')
  return card
}
