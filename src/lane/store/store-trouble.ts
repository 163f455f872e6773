/** Why the lane's database cannot be used, with a sentence that says what to do. */
export class StoreTrouble extends Error {
  override readonly name = 'StoreTrouble'
  readonly code: 'newer-version' | 'in-use' | 'read-only' | 'full' | 'damaged' | 'not-found' | 'io' | 'key'

  constructor(code: StoreTrouble['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Turns an error of SQLite or of the file system into one that names what to do; anything else is a mistake of ours and passes through. */
export function storeTrouble(error: unknown, path: string): unknown {
  const sqliteCode = error instanceof Error && 'code' in error ? String(error.code) : ''
  const cause = { cause: error }
  if (/^(SQLITE_(READONLY|CANTOPEN|PERM)|EACCES$|EPERM$|EROFS$)/.test(sqliteCode)) {
    return new StoreTrouble('read-only', `The lane cannot write to ${path}. Check that the disk is mounted for writing and that the folder belongs to the lane's user; nothing was lost.`, cause)
  }
  if (sqliteCode.startsWith('SQLITE_FULL') || sqliteCode === 'ENOSPC') return new StoreTrouble('full', `The disk holding ${path} is full. Free some space; the last step was not taken, everything before it is kept.`, cause)
  if (sqliteCode.startsWith('SQLITE_CORRUPT') || sqliteCode.startsWith('SQLITE_NOTADB')) {
    return new StoreTrouble('damaged', `The database ${path} is damaged. Keep the file: the lane sets it aside when it starts, and builds it again from its second copy and head office.`, cause)
  }
  if (sqliteCode.startsWith('SQLITE_IOERR') || sqliteCode === 'EIO') return new StoreTrouble('io', `The disk holding ${path} reports errors. The last step was not taken; check the disk before selling on.`, cause)
  return error
}
