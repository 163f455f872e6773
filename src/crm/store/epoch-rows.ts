import type { Connection } from './open-database.ts'

/** A copy of a database has another number, a dump another cluster, a restored archive another timeline. */
const evidence = "system_identifier || '/' || (select oid from pg_database where datname = current_database()) || '/' || timeline_id"

/** A name for a new epoch, as good as never given twice. */
export interface NewEpoch {
  readonly epoch: string
  /** ISO time. */
  readonly at: string
}

/**
 * Names this state of the database, unless it is the one that was named before.
 * @returns its epoch
 */
export async function settleEpoch(connection: Connection, { epoch, at }: NewEpoch): Promise<string> {
  await connection.query(
    `insert into office_epoch (epoch, evidence, since) select $1, ${evidence}, $2 from pg_control_system(), pg_control_checkpoint()
     on conflict (one) do update set epoch = excluded.epoch, evidence = excluded.evidence, since = excluded.since where office_epoch.evidence <> excluded.evidence`, [epoch, at])
  return readEpoch(connection)
}

/** The epoch that is in force; it may have been renewed by another CRM on the same database. */
export async function readEpoch(connection: Connection): Promise<string> {
  const { rows } = await connection.query<{ epoch: string }>('select epoch from office_epoch')
  return rows[0]?.epoch ?? ''
}

/** Ends an epoch in which something was acknowledged that the database no longer holds. @returns the one in force then */
export async function renewEpoch(connection: Connection, ended: string, { epoch, at }: NewEpoch): Promise<string> {
  await connection.query('update office_epoch set epoch = $2, since = $3 where epoch = $1', [ended, epoch, at])
  return readEpoch(connection)
}
