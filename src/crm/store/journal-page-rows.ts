import { chainStart } from '../../contract/chain.ts'
import { mostPageRecords } from '../../contract/journal-page.ts'
import type { JournalRecord } from '../../contract/sync.ts'
import { readBranchPoint } from './branch-rows.ts'
import type { Connection } from './open-database.ts'

interface StoredRecord {
  readonly number: number
  readonly at: Date | string
  readonly body: string
  readonly body_encoding: 'text' | 'base64'
  readonly hash: string
}

/**
 * Records of a journal after a number, oldest first, as they were taken. What lies before the place where it branches off
 * another is that one's. @returns none behind the last one
 */
export async function readJournalPage(connection: Connection, journalId: string, after: number): Promise<JournalRecord[]> {
  const branch = await readBranchPoint(connection, journalId)
  if (!branch || after > branch.afterNumber) return readOwnPage(connection, journalId, after)
  const { ancestorId, afterNumber } = branch
  if (after < afterNumber) return (await readJournalPage(connection, ancestorId, after)).filter(({ number }) => number <= afterNumber)
  const [before] = await readJournalPage(connection, ancestorId, afterNumber - 1)
  return readOwnPage(connection, journalId, after, before?.hash ?? chainStart)
}

/** Each is chained to the one before it, whose hash is with it. @param beforeHash of a record that is in another journal */
async function readOwnPage(connection: Connection, journalId: string, after: number, beforeHash?: string): Promise<JournalRecord[]> {
  const { rows } = await connection.query<StoredRecord>('select number, at, body, body_encoding, hash from journal_record where journal_id = $1 and number >= $2 order by number limit $3', [journalId, after, mostPageRecords])
  return rows.flatMap((row, index) => {
    if (row.number === after) return []
    const previousHash = row.number === 1 ? chainStart : (rows[index - 1]?.hash ?? beforeHash)
    return previousHash === undefined ? [] : [{ number: row.number, at: new Date(row.at).toISOString(), body: textOf(row), previousHash, hash: row.hash }]
  })
}

function textOf({ body, body_encoding: encoding }: StoredRecord): string {
  return encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : body
}
