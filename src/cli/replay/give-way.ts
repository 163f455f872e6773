import { existsSync, writeFileSync } from 'node:fs'
import os from 'node:os'

const last = os.constants.priority.PRIORITY_LOW

/**
 * Puts a process behind the others of this machine. Linux shares its processors by session before it looks at
 * priorities (sched_autogroup), so the session is put behind as well.
 * @returns why it could not be done, or undefined
 */
export function giveWay(pid: number): string | undefined {
  try {
    os.setPriority(pid, last)
    const session = `/proc/${pid}/autogroup`
    if (existsSync(session)) writeFileSync(session, String(last))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
