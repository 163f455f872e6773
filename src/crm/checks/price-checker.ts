import { openBackground, type Background } from '../background.ts'
import { raiseExceptions } from '../store/exception-rows.ts'
import type { Database } from '../store/open-database.ts'
import { insertPriceChecks, moveCheckCursor, nextJournalToCheck, readSalesToCheck, type JournalToCheck } from '../store/price-check-rows.ts'
import type { Turns } from '../upload-traffic.ts'
import { judgeSales } from './judge-sales.ts'
import { openOfficeBooks, type OfficeBookShelf } from './office-books.ts'

/** Sales in one batch: what is looked up for them, and stored of them, in one go. */
const batchSales = 100

export interface PriceCheckerParts {
  readonly database: Database
  /** ISO time. */
  readonly now: () => string
  readonly turns: Turns
  /** Hears of a run that failed; the cursor stays and the next one goes on from there. */
  readonly onFailure: (error: unknown) => void
}

/**
 * Prices every sale in the books once more, from its fact and the books of head office alone, behind the uploads and never
 * in their way: a batch is read, worked out sale by sale with other work in between, and only then stored, in one
 * transaction with the journal's cursor. Whatever differs becomes an exception for people. Nothing is refused or changed.
 */
export function openPriceChecker(parts: PriceCheckerParts): Background {
  const shelf = openOfficeBooks()
  return openBackground(async (turn) => {
    while (await turn()) {
      const journal = await nextJournalToCheck(parts.database)
      if (!journal) return
      await checkBatch(parts, shelf, journal)
    }
  }, parts)
}

async function checkBatch({ database, now }: PriceCheckerParts, shelf: OfficeBookShelf, journal: JournalToCheck): Promise<void> {
  const sales = await readSalesToCheck(database, journal, batchSales)
  const through = sales.length < batchSales ? journal.acceptedThrough : (sales.at(-1)?.number ?? journal.acceptedThrough)
  const results = await judgeSales(database, shelf, journal.journalId, sales, now())
  await database.transaction(async (connection) => {
    if (!(await moveCheckCursor(connection, journal, through))) return
    await insertPriceChecks(connection, results.map(({ check }) => check))
    await raiseExceptions(connection, results.flatMap(({ exception }) => exception ?? []))
  })
}
