import type { z } from 'zod'
import type { Plan } from './supervise.ts'

/** A start with PostgreSQL's first initialisation on a slow machine. */
const readyMs = 120_000
const stopMs = 10_000

export interface OurProgram<Ready> {
  readonly name: string
  /** From the project's root. */
  readonly file: string
  readonly args: readonly string[]
  /** Shape of the JSON line it prints when it can be used. */
  readonly ready: z.ZodType<Ready>
}

/** A program of this repository, run by this Node. It gets a message channel and ends when that closes, whatever we died of. */
export function programOfOurs<Ready>(root: string, { name, file, args, ready }: OurProgram<Ready>): Plan<Ready> {
  return {
    name,
    command: process.execPath,
    args: [`${root}/${file}`, ...args],
    channel: true,
    readyMs,
    stopMs,
    readReady: (line) => (line.startsWith('{"ready":true') ? ready.safeParse(readJson(line)).data : undefined),
  }
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // Some other line that only begins like it.
    return undefined
  }
}
