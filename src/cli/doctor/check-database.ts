import { chainHash } from '../../contract/chain.ts'
import type { JournalRecord } from '../../contract/sync.ts'
import type { FileLook } from '../../lane/store/look-through.ts'
import { broken, look, ok, type Found } from './finding.ts'

const rebuild = 'Start the lane: it sets the files aside and is built again from its second copy and from head office'

/** Whether the lane's files can be read at all. @param trouble with the key, which says what to do */
export function checkKey(trouble: string | undefined, isEncrypted: boolean): Found {
  if (trouble !== undefined) return broken('the database was not looked at: it cannot be read without its key', trouble)
  return ok(isEncrypted ? 'the files are encrypted, and the key fits' : 'the files are not encrypted')
}

/** The file itself. @param file undefined where there is none */
export function checkFile(file: FileLook | undefined): Found {
  if (!file) return broken('there is no lane.db in the data folder', 'If this lane has never sold, start it; else keep the second copy and start it: it is built again. If the folder is another one, name the right one')
  if (typeof file.pages === 'object') return broken(`damaged: ${file.pages.trouble}`, rebuild)
  if (file.quickCheck !== 'ok') return broken(`damaged: ${file.quickCheck}`, rebuild)
  if (file.pages === 'unknown') return look('readable; its pages have no checksums', 'Start the lane: it looks through all of it and writes them')
  return ok('readable, every page as it was written')
}

/** Its version, against the one this program reads and writes. */
export function checkVersion({ version, newestVersion }: Pick<FileLook, 'version' | 'newestVersion'>): Found {
  if (version > newestVersion) return broken(`written by a newer program: version ${version}, this one knows ${newestVersion}`, 'Install the newer program; nothing was changed')
  if (version < newestVersion) return look(`version ${version}, this program writes ${newestVersion}`, 'Start the lane once with this program: it brings it up to date, all or nothing')
  return ok(`version ${version}`)
}

/** That a commit is on the disk before it is acknowledged: the log's mode stays in the file, the rest the lane sets and asserts at every start. */
export function checkDurable({ journalMode }: Pick<FileLook, 'journalMode'>): Found {
  if (journalMode !== 'wal') return broken(`its log is in mode ${journalMode}, not wal: another program has changed it`, 'Start the lane: it sets the mode again, or says why it cannot')
  return ok('write-ahead log; the lane starts only with synchronous=FULL')
}

/** What kept the database from being opened as the lane opens it. @param trouble says what to do */
export function checkOpening(trouble: string | undefined, file: FileLook | undefined): Found {
  if (trouble === undefined) return ok('opens')
  // An older version is brought up to date by the lane's next start: that is all there is to it.
  const isOnlyOlder = file !== undefined && file.quickCheck === 'ok' && file.version < file.newestVersion
  return isOnlyOlder ? look('cannot be read by this program yet', trouble) : broken('does not open: nothing inside it could be looked at', trouble)
}

/**
 * The end of the journal, record by record.
 * @param records its last ones, oldest first
 */
export function checkChain(records: readonly JournalRecord[], lastNumber: number): Found {
  const walk = 'lanewise journal verify walks all of it'
  const bad = records.find((record, index) => chainHash(record) !== record.hash || (index > 0 && !follows(record, records[index - 1])))
  if (bad) return broken(`record ${bad.number} is not as it was written, or not chained to the one before`, `Keep the folder as it is and call support; ${walk}`)
  return ok(`${lastNumber} records, the last ${records.length} chained; ${walk}`)
}

function follows(record: JournalRecord, before: JournalRecord | undefined): boolean {
  return record.number === (before?.number ?? 0) + 1 && record.previousHash === before?.hash
}
