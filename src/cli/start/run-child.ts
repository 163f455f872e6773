import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { signalGroup, sweepGroup } from './process-group.ts'

export interface Program {
  /** As people read it in messages. */
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv | undefined
  /** True for a program of ours: it gets a message channel, and leaves when the channel closes because we died. */
  readonly channel: boolean
  /** Time it has after SIGTERM before its whole process group is killed. */
  readonly stopMs: number
}

export interface RunningChild {
  readonly pid: number | undefined
  /** Resolves when it runs; never, when it cannot be started. */
  readonly started: Promise<void>
  /** Resolves when it and everything it started is gone: "ended with code 1", "was ended by SIGKILL", "cannot be started: …". */
  readonly ended: Promise<string>
  send(message: object): void
  /** SIGTERM, and SIGKILL after stopMs. */
  stop(): Promise<string>
}

/** What a group left behind by its leader may still take to end by itself. */
const sweepMs = 2_000

/**
 * Runs one program once, in a process group of its own: Ctrl-C in the terminal then reaches us alone,
 * and we decide the order in which things stop.
 * @param onLine every line it prints, on either stream
 */
export function runChild(program: Program, onLine: (line: string) => void): RunningChild {
  const child = spawn(program.command, program.args, {
    detached: true,
    env: program.env ?? process.env,
    stdio: program.channel ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) if (stream !== null) createInterface({ input: stream }).on('line', onLine)
  const left = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`cannot be started: ${error.message}`))
    child.once('exit', (code, signal) => resolve(signal === null ? `ended with code ${code}` : `was ended by ${signal}`))
  })
  const ended = left.then(async (how) => {
    if (child.pid !== undefined) await sweepGroup(child.pid, sweepMs)
    return how
  })
  return {
    pid: child.pid,
    started: new Promise((resolve) => child.once('spawn', resolve)),
    ended,
    send(message) {
      if (child.connected) child.send(message)
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      const killing = setTimeout(() => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL'), program.stopMs)
      return ended.finally(() => clearTimeout(killing))
    },
  }
}
