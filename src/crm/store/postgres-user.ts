import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)

/** The account PostgreSQL runs under; empty when it may run under our own. */
export interface RunAs {
  readonly uid?: number
  readonly gid?: number
}

const accountName = 'postgres'

/**
 * PostgreSQL refuses to run as root, so root lends it the account `postgres`, made when missing.
 * @throws Error when the account cannot be made
 */
export async function postgresUser(): Promise<RunAs> {
  if (process.getuid?.() !== 0) return {}
  return (await findAccount()) ?? (await makeAccount())
}

/** True when that account can reach and enter (a folder) or run (a file) the path. */
export async function canReach(runAs: RunAs, path: string): Promise<boolean> {
  return run('test', ['-x', path], { ...runAs, cwd: '/' }).then(() => true, () => false)
}

async function findAccount(): Promise<RunAs | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, accountName])))
    const id = z.coerce.number().int().min(1)
    return { uid: id.parse(uid?.stdout.trim()), gid: id.parse(gid?.stdout.trim()) }
  } catch {
    // `id` ends with 1 when there is no such account: that is the answer, not a failure.
    return undefined
  }
}

async function makeAccount(): Promise<RunAs> {
  const failure = await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', accountName]).then(() => undefined, String)
  // Another start may have made it a moment earlier, so the account counts and not the exit code.
  const made = await findAccount()
  if (made) return made
  throw new Error(`PostgreSQL cannot run as root and the account "${accountName}" could not be made (${failure ?? 'it is still unknown'}). Run Lanewise as an ordinary user, or run: useradd --system ${accountName}`)
}
