import { z } from 'zod'
import { parseMinor, type Currency } from '../../domain/money/money.ts'
import { explainIssues } from '../read-input.ts'

/** One basket of a replay file, with money in minor units. */
export const replayBasket = z.object({
  basketId: z.string(),
  /** ISO 8601 UTC; the file's own clock is taken as it stands. */
  at: z.iso.datetime(),
  /** Whose club card is scanned first; none for an anonymous basket. */
  household: z.string().optional(),
  lines: z.array(z.object({ product: z.string(), gtin: z.string(), unitCount: z.number().int(), unitPriceMinor: z.number().int() })),
})
export type ReplayBasket = z.infer<typeof replayBasket>

const text = z.union([z.string().min(1).max(60), z.number().int().min(0).transform(String)])

/** A line of the file as it is written: prices in major units, times of the till without a zone. */
const writtenBasket = z.object({
  ts: z.string().regex(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?$/, 'a time as in 2016-03-23 13:02:00'),
  basket: text,
  household: text.refine((name) => /^\d{1,10}$/.test(name), 'a number of at most ten digits').optional(),
  lines: z.array(z.object({
    p: text.optional(),
    gtin: z.string().regex(/^(\d{8}|\d{12,14})$/, 'eight or twelve to fourteen digits'),
    qty: z.number().int().min(1).max(999),
    /** A JSON number of a price reads back to the same decimal text, so nothing is lost on the way to minor units. */
    price: z.union([z.number(), z.string()]),
  })).min(1, 'no lines').max(1000),
})

/**
 * Reads one line of a replay file.
 * @returns the basket, or what is wrong with the line
 */
export function readReplayBasket(line: string, currency: Currency): ReplayBasket | { readonly wrong: string } {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return { wrong: 'not JSON' }
  }
  const written = writtenBasket.safeParse(json)
  if (!written.success) return { wrong: explainIssues(written.error.issues) }
  const { ts, basket, household, lines } = written.data
  const at = new Date(`${ts.replace(' ', 'T').padEnd(19, ':00')}.000Z`)
  if (Number.isNaN(at.getTime())) return { wrong: `ts: there is no ${ts}` }
  const priced = lines.map(({ p, gtin, qty, price }) => ({ product: p ?? gtin, gtin, unitCount: qty, unitPriceMinor: parseMinor(String(price), currency) }))
  const bad = priced.findIndex(({ unitPriceMinor }) => unitPriceMinor === undefined || unitPriceMinor < 0)
  if (bad >= 0) return { wrong: `lines[${bad}].price: no price in ${currency.code}` }
  return { basketId: basket, at: at.toISOString(), ...(household === undefined ? {} : { household }), lines: priced.map((each) => ({ ...each, unitPriceMinor: each.unitPriceMinor ?? 0 })) }
}
