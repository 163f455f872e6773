import Database from 'better-sqlite3'
import { writeSync } from 'node:fs'

/** Where a lane's process ends: at its n-th stop, or at the n-th of those with a name. */
export interface KillAt {
  readonly count: number
  /** As in `before insert into journal`. */
  readonly name?: string
}

/** Counts the steps of a program and ends it at one of them, as `kill -9` does: nothing is flushed, nothing said. */
export interface Stops {
  /** A step of the product: a stop before it, and one after it. */
  step<T>(name: string, work: () => T): T
  count(): number
}

export function openStops(killAt: KillAt | undefined): Stops {
  let count = 0
  let matching = 0
  const stop = (name: string): void => {
    count += 1
    if (killAt?.name === undefined ? count !== killAt?.count : name !== killAt.name || (matching += 1) !== killAt.count) return
    writeSync(1, `${JSON.stringify({ stop: name, count })}\n`)
    process.kill(process.pid, 'SIGKILL')
  }
  return {
    step(name, work) {
      stop(`before ${name}`)
      const made = work()
      stop(`after ${name}`)
      return made
    },
    count: () => count,
  }
}

/** Makes a step of every statement that writes: the beginning and the end of a commit, each row, each checkpoint. */
export function stopAtStatements(stops: Stops): void {
  const scratch = new Database(':memory:')
  const statement = Object.getPrototypeOf(scratch.prepare('select 1')) as { run(...values: unknown[]): unknown }
  const database = Object.getPrototypeOf(scratch) as { pragma(source: string, options?: object): unknown; exec(sql: string): unknown }
  scratch.close()
  const { run } = statement
  const { pragma, exec } = database
  statement.run = function (this: { readonly source: string }, ...values) {
    return stops.step(nameOf(this.source), () => run.apply(this, values))
  }
  database.pragma = function (source, options) {
    return source.startsWith('wal_checkpoint') ? stops.step('checkpoint', () => pragma.call(this, source, options)) : pragma.call(this, source, options)
  }
  database.exec = function (sql) {
    return stops.step('schema', () => exec.call(this, sql))
  }
}

/** The first words of a statement: `insert into journal`. */
function nameOf(source: string): string {
  return source.toLowerCase().split(/[\s(]+/).slice(0, source.startsWith('update') ? 2 : 3).join(' ')
}
