import type { Database, Statement } from 'better-sqlite3'

type Value = string | number

/** One table's way in: a row by itself, or many in one statement, which costs half as much for each. */
export interface TableWriter {
  /**
   * Takes a row, in the place of one with its key.
   * @param mayWait it need not be there before `flush`
   */
  put(row: readonly Value[], mayWait: boolean): void
  /** Puts in what has waited. */
  flush(): void
}

/** More are no cheaper each, and keep a scan waiting for longer. */
const rowsAtOnce = 25

/**
 * @param columns of a row, in its order
 * @param ending what to do where the key is there already
 */
export function openTableWriter(db: Database, { table, columns, ending }: { readonly table: string; readonly columns: readonly string[]; readonly ending: string }): TableWriter {
  const row = `(${columns.map(() => '?').join(', ')})`
  const insert = (count: number): Statement<[readonly Value[]]> => db.prepare(`insert into ${table} (${columns.join(', ')}) values ${Array(count).fill(row).join(', ')} ${ending}`)
  const [one, many] = [insert(1), insert(rowsAtOnce)]
  let waiting: Value[] = []
  /** What is written is not written again, also where that failed. */
  const takeWaiting = (): readonly Value[] => {
    const values = waiting
    waiting = []
    return values
  }
  return {
    put(values, mayWait) {
      if (!mayWait) return void one.run(values)
      for (const value of values) waiting.push(value)
      if (waiting.length === columns.length * rowsAtOnce) many.run(takeWaiting())
    },
    flush() {
      const values = takeWaiting()
      for (let from = 0; from < values.length; from += columns.length) one.run(values.slice(from, from + columns.length))
    },
  }
}
