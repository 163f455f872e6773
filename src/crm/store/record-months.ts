import { isBusy, type Connection, type Database } from './open-database.ts'

/** Beside the running month. */
const monthsAhead = 2

/** Held while a month is made, so that two CRMs on one database take turns. */
const monthLock = 7_263_003

/**
 * Makes the tables of the running month and the next ones, into which records go by the time they come. Records that came
 * while their month had none are moved there. Where somebody has been reading for long it is left for the next time.
 * @param now ISO time
 */
export async function makeRecordMonths(database: Database, now: string): Promise<void> {
  for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
    try {
      await database.transaction((connection) => makeMonth(connection, firstOfMonth(now, ahead), firstOfMonth(now, ahead + 1)))
    } catch (error) {
      if (!isBusy(error)) throw error
    }
  }
}

async function makeMonth(connection: Connection, from: string, until: string): Promise<void> {
  await connection.query("set local lock_timeout = '2s'")
  await connection.query('select pg_advisory_xact_lock($1)', [monthLock])
  if (await isCovered(connection, from)) return
  const table = `journal_record_${from.slice(0, 7).replace('-', '_')}`
  await connection.query('lock table journal_record_other in access exclusive mode')
  await connection.query(`create table ${table} (like journal_record including defaults including constraints, primary key (journal_id, number))`)
  await connection.query(`with moved as (delete from journal_record_other where received_at >= $1 and received_at < $2 returning *) insert into ${table} select * from moved`, [from, until])
  await connection.query(`alter table journal_record attach partition ${table} for values from ('${from}') to ('${until}')`)
}

/** Whether a part of the records, other than the one for all that is left over, takes this moment. */
async function isCovered(connection: Connection, moment: string): Promise<boolean> {
  const { rows } = await connection.query(
    `select 1 from pg_inherits join pg_class on pg_class.oid = inhrelid
     cross join lateral regexp_match(pg_get_expr(relpartbound, inhrelid), 'FROM \\(''?([^'')]+)''?\\) TO \\(''([^'']+)''\\)') as bounds
     where inhparent = 'journal_record'::regclass and $1::timestamptz < bounds[2]::timestamptz
       and $1::timestamptz >= (case bounds[1] when 'MINVALUE' then '-infinity' else bounds[1] end)::timestamptz`, [moment])
  return rows.length > 0
}

/** ISO time at which a month begins in UTC, so many months behind the one of `now`. */
function firstOfMonth(now: string, later: number): string {
  const date = new Date(now)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1)).toISOString()
}
