import { raiseExceptions, type ExceptionRow } from '../store/exception-rows.ts'
import { attempt, type Connection } from '../store/open-database.ts'

/**
 * Enters what some facts do to the books: together, or one by one where the database cannot hold something of them
 * (a date out of its range, say). What cannot be held becomes an exception and the others go on, for a lane must
 * never be held up by one record.
 */
export async function enterInBooks<Effects>(connection: Connection, all: readonly Effects[], { enter, cannotHold }: {
  readonly enter: (some: readonly Effects[]) => Promise<void>
  readonly cannotHold: (one: Effects, reason: string) => ExceptionRow
}): Promise<void> {
  if (all.length === 0) return
  const trouble = await attempt(connection, () => enter(all))
  if (trouble === undefined) return
  for (const one of all) {
    const reason = await attempt(connection, () => enter([one]))
    if (reason !== undefined) await raiseExceptions(connection, [cannotHold(one, reason)])
  }
}
