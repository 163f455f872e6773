import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { supervise } from './supervise.ts'
import type { Plan, Supervised, Watch } from './supervise.ts'

/** Lines of a program shown when it cannot be started. */
const lastLineCount = 12

/**
 * Supervises a program, keeps what it prints in a log file of its own, and tells people in one line when it crashes.
 * @param logDir made when missing; the log begins anew with every start of ours
 * @throws Error (from `firstReady`) with the program's last words
 */
export function watched<Ready>(plan: Plan<Ready>, { logDir, say, onReady }: { readonly logDir: string; readonly say: (line: string) => void; readonly onReady?: Watch<Ready>['onReady'] }): Supervised<Ready> {
  mkdirSync(logDir, { recursive: true })
  const path = join(logDir, `${plan.name.replaceAll(' ', '-')}.log`)
  const log = createWriteStream(path, { mode: 0o600 })
  const lastLines: string[] = []
  const child = supervise(plan, {
    onReady,
    onLine(line) {
      log.write(`${line}\n`)
      lastLines.push(line)
      if (lastLines.length > lastLineCount) lastLines.shift()
    },
    onCrash: (how, againInMs) => say(`The ${plan.name} ${how}; starting it again in ${againInMs / 1000} s. See ${path}`),
  })
  const firstReady = child.firstReady.catch((error: unknown) => {
    throw new Error([`The ${error instanceof Error ? error.message : String(error)}.`, ...lastLines.map((line) => `  ${line}`), `Its log: ${path}`].join('\n'))
  })
  firstReady.catch(() => undefined)
  return { ...child, firstReady, stop: () => child.stop().finally(() => log.end()) }
}
