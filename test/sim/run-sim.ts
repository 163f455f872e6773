import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Weakening } from '../faults/fault-row.ts'

const program = fileURLToPath(new URL('./run.ts', import.meta.url))
const hook = new URL('../faults/weaken.ts', import.meta.url).href

export interface SimRun {
  readonly seed: number
  readonly days: number
  /** So many seeds from `seed` on; one unless told. */
  readonly seeds?: number
}

/** Runs a simulation in a process of its own, if wanted with one defence of the product taken away. @returns what it printed */
export function runSim({ seed, days, seeds = 1 }: SimRun, serverUrl: string, weakening?: Weakening): Promise<string> {
  const env = weakening ? { ...process.env, LANEWISE_WEAKENING: JSON.stringify(weakening), NODE_OPTIONS: `--import=${hook}` } : process.env
  return new Promise((resolve) => {
    execFile(process.execPath, [program, '--seed', String(seed), '--days', String(days), '--seeds', String(seeds), '--first', '--server', serverUrl], { env, maxBuffer: 16 * 1024 * 1024 }, (_error, stdout, stderr) => resolve(stdout + stderr))
  })
}
