import { z } from 'zod'

const shownProblems = 5

/** Rows that came in from outside and cannot be taken. Nothing of them was stored. */
export class Unfit extends Error {
  override readonly name = 'Unfit'
}

/**
 * Reads rows from outside, all or none.
 * @param called what one row is, for the message
 * @throws Unfit naming the first few rows that do not fit, by position and field
 */
export function parseRows<Row>(schema: z.ZodType<Row>, rows: readonly unknown[], called: string): Row[] {
  const read = rows.map((row) => schema.safeParse(row))
  const problems = read.flatMap((result, index) => (result.success ? [] : result.error.issues.map((issue) => `${called} ${index + 1}: ${issue.path.join('.')}: ${issue.message}`)))
  if (problems.length > 0) throw new Unfit(problems.slice(0, shownProblems).join('; ') + (problems.length > shownProblems ? `; and ${problems.length - shownProblems} more` : ''))
  return read.flatMap((result) => (result.success ? [result.data] : []))
}
