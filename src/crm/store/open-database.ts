import pg from 'pg'

/** One connection inside a transaction, or the pool outside of one. */
export interface Connection {
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<pg.QueryResult<Row>>
}

export interface Database extends Connection {
  /** All of `work` or nothing. A deadlock between two lanes is tried again from the start, so `work` must not change anything else. */
  transaction<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

const attempts = 5
const connectTimeoutMs = 10_000
const poolSize = 8

/** PostgreSQL's whole numbers are safe here: money, points and counts stay far below 2^53. Dates stay `YYYY-MM-DD`, times become ISO UTC. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return Number
    if (oid === pg.types.builtins.DATE) return (text: string) => text
    if (oid === pg.types.builtins.TIMESTAMPTZ) return (text: string) => new Date(text).toISOString()
    return pg.types.getTypeParser(oid, format)
  },
}

/**
 * Opens a pool of connections and makes sure the server answers.
 * @param onTrouble hears of connections that break while idle; the pool replaces them
 * @throws Error naming the server, without the password
 */
export async function openDatabase(databaseUrl: string, onTrouble: (error: Error) => void): Promise<Database> {
  // Statements that do not need each other's answers are sent one behind the other, and wait for the server once.
  const pool = new pg.Pool({ pipeline: true, connectionString: databaseUrl, max: poolSize, connectionTimeoutMillis: connectTimeoutMs, types, options: '-c timezone=UTC' })
  pool.on('error', onTrouble)
  try {
    await pool.query('select 1')
  } catch (error) {
    await pool.end()
    throw new Error(`PostgreSQL at ${shownUrl(databaseUrl)} cannot be used: ${messageOf(error)}. Check DATABASE_URL and that the server runs.`, { cause: error })
  }
  return {
    query: (text, values) => pool.query(text, values ? [...values] : undefined),
    transaction: (work) => retrying(() => inTransaction(pool, work)),
    close: () => pool.end(),
  }
}

async function inTransaction<Result>(pool: pg.Pool, work: (connection: Connection) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  const connection: Connection = { query: (text, values) => client.query(text, values ? [...values] : undefined) }
  let broken = false
  // A connection may break between two queries, when nobody waits for an answer; the next query then fails and ends the transaction.
  const onBreak = (): void => { broken = true }
  client.on('error', onBreak)
  try {
    await client.query('begin')
    const result = await work(connection)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(onBreak)
    throw error
  } finally {
    client.off('error', onBreak)
    client.release(broken)
  }
}

async function retrying<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (attempt === attempts || !isClash(error)) throw error
    }
  }
}

/** Serialisation failure or deadlock: the other one went through, so the same work can now. */
function isClash(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')
}

function shownUrl(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return '(DATABASE_URL is not a URL)'
  const { host, pathname } = new URL(databaseUrl)
  return `${host}${pathname}`
}

/** Refused connections arrive as an AggregateError without a message of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}

/**
 * Tries a step inside a transaction and takes back what it did when PostgreSQL cannot hold the values it was given
 * (out of range, too long, badly formed). Any other failure is the transaction's.
 * @returns undefined when it went well, or PostgreSQL's reason
 */
export async function attempt(connection: Connection, step: () => Promise<void>): Promise<string | undefined> {
  try {
    await Promise.all([connection.query('savepoint attempt'), step()])
    await connection.query('release savepoint attempt')
    return undefined
  } catch (error) {
    if (!isAboutValues(error)) throw error
    await connection.query('rollback to savepoint attempt')
    return error.message
  }
}

/** SQLSTATE classes 22 (data exception) and 54 (program limit exceeded). */
export function isAboutValues(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && /^(22|54)/.test(error.code ?? '')
}

/** True when a lock was not to be had in time. */
export function isBusy(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '55P03'
}

/** True when PostgreSQL could not be reached or is going down: the same call may work later. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|57P)/.test(error.code ?? '')
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway)
  if (!(error instanceof Error)) return false
  return /ECONNREFUSED|ECONNRESET|EPIPE|Connection terminated|timeout exceeded when trying to connect/.test(`${'code' in error ? String(error.code) : ''} ${error.message}`)
}
