import type { Io } from './io.ts'

/** What a command says when it ends. */
export const exitCode = { ok: 0, foundTrouble: 1, badInput: 2 } as const

/** One command of `lanewise`. */
export interface Command {
  /** The whole help text, first line `usage: lanewise …`. */
  readonly usage: string
  /**
   * @returns 0 fine · 1 it found trouble (and said which) · 2 wrong usage or input it could not read
   * @throws UsageError, Trouble: their message is shown, nothing else
   */
  run(args: readonly string[], io: Io): Promise<number>
}

/** Wrong usage, or input that cannot be read: the message says what is wrong and what to do. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The world is not as it must be (no journal there, CRM away): the message says what to do. Exit code 1. */
export class Trouble extends Error {
  override readonly name = 'Trouble'
}
