import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** @returns false when the group has no member any more, dead ones that nobody has collected included */
export function signalGroup(groupId: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-groupId, signal)
  } catch {
    // ESRCH: nobody left to signal.
    return false
  }
}

/**
 * Ends what a dead leader left in its group: a database still running would keep the next start out of its files.
 * SIGTERM first, SIGKILL to what is left after `withinMs`, and once more as long until they are gone.
 */
export async function sweepGroup(groupId: number, withinMs: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!groupIsAlive(groupId)) return
    signalGroup(groupId, signal)
    await groupGone(groupId, withinMs)
  }
}

async function groupGone(groupId: number, withinMs: number): Promise<void> {
  const untilMs = performance.now() + withinMs
  while (groupIsAlive(groupId) && performance.now() < untilMs) await wait(20)
}

/** In a container without an init process the dead stay listed for ever, so they are told from the living where /proc can say. */
function groupIsAlive(groupId: number): boolean {
  return signalGroup(groupId, 0) && (process.platform !== 'linux' || livingGroups().has(groupId))
}

function livingGroups(): Set<number> {
  const groups = new Set<number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const { state, groupId } = statOf(name)
    if (state !== 'Z' && state !== 'X') groups.add(groupId)
  }
  return groups
}

/** Fields of proc_pid_stat(5) after the command, which is in parentheses and may hold any character: state, parent, group. */
function statOf(pid: string): { readonly state: string; readonly groupId: number } {
  try {
    const [state = 'X', , groupId] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return { state, groupId: Number(groupId) }
  } catch {
    // Gone between listing and reading.
    return { state: 'X', groupId: 0 }
  }
}
