import { fact as factSchema } from '../../contract/facts.ts'
import { recordBody } from '../../contract/sync.ts'
import type { FactOf } from '../../domain/sale/facts.ts'
import type { Journal } from '../../lane/store/journal.ts'

/** A completed sale with the command that completed it. */
export interface CompletedSale {
  readonly commandId: string
  readonly completed: FactOf<'sale-completed'>
}

const pageSize = 1000

/** Every completed sale of a journal, oldest first. */
export function* completedSales(journal: Pick<Journal, 'recordsAfter'>): Generator<CompletedSale> {
  for (let page = journal.recordsAfter(0, pageSize); page.length > 0; page = journal.recordsAfter(page.at(-1)?.number ?? 0, pageSize)) {
    for (const { body } of page) {
      // Most records are scanned lines: reading those too would take longer than the replay.
      if (!body.includes('"kind":"sale-completed"')) continue
      const { commandId, fact } = recordBody.parse(JSON.parse(body))
      const read = factSchema.parse(fact)
      if (read.kind === 'sale-completed') yield { commandId, completed: read }
    }
  }
}
