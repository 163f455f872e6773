import type { SyncedPoints, SyncedLot } from './member.ts'
import { readLedger, type LedgerInput, type ReadLedger } from './read-ledger.ts'

/** A member's points on one day, by state. Each is zero or more; `earned - spent` over all time is `pending + active + expired - negative`. */
export interface PointsStanding {
  /** Earned, and not to be spent yet. */
  readonly pending: number
  /** Can be spent. */
  readonly active: number
  /** Spent, less what was given back. */
  readonly spent: number
  readonly expired: number
  /** Owed: taken back after they were spent, or spent twice while lanes could not see each other. */
  readonly negative: number
  /** What can be spent, less what is owed: below zero where more is owed than is there. */
  readonly balance: number
  /** The next that will end unless they are spent. */
  readonly expiring?: { readonly untilDay: string; readonly points: number } | undefined
}

export const noPoints: PointsStanding = { pending: 0, active: 0, spent: 0, expired: 0, negative: 0, balance: 0 }

/** Reads the five states of a ledger on a day. Nothing is written by it: points become active and end by the calendar alone. */
export function pointsStanding(input: LedgerInput): PointsStanding {
  const { lots, owed, spent, lastDayOf } = readLedger(input)
  const sumOf = (some: ReadLedger['lots']): number => some.reduce((sum, { left }) => sum + left, 0)
  const active = sumOf(lots.filter(({ fromDay }) => fromDay <= input.day))
  const [untilDay] = lots.flatMap((lot) => (lot.left > 0 ? (lastDayOf(lot) ?? []) : [])).sort()
  return {
    pending: sumOf(lots.filter(({ fromDay }) => fromDay > input.day)),
    active,
    spent,
    expired: lots.reduce((sum, lot) => sum + lot.expired, 0),
    negative: owed,
    balance: active - owed,
    ...(untilDay === undefined ? {} : { expiring: { untilDay, points: sumOf(lots.filter((lot) => lastDayOf(lot) === untilDay)) } }),
  }
}

/** The ledger as a lane needs it to go on reading: points that are still there by their days, and what is owed. */
export function syncedPoints(input: LedgerInput): SyncedPoints {
  const { lots, owed, activeOn } = readLedger(input)
  const merged = new Map<string, SyncedLot>()
  for (const { left, fromDay, untilDay, saleId } of lots) {
    if (left === 0) continue
    const isPending = fromDay > input.day
    const key = isPending ? `${fromDay} ${untilDay ?? ''} ${saleId ?? ''}` : (untilDay ?? '')
    const known = merged.get(key)
    merged.set(key, { fromDay: known && known.fromDay < fromDay ? known.fromDay : fromDay, ...(untilDay === undefined ? {} : { untilDay }), points: left + (known?.points ?? 0), ...(isPending && saleId !== undefined ? { saleId } : {}) })
  }
  return { lots: [...merged.values()], owed, ...(activeOn === undefined ? {} : { activeOn }) }
}
