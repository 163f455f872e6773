import { timed } from '../bench.ts'

/** How often work of a given length is measured, and how many times each counts for the lowest. */
export interface AloneSize {
  readonly ms: number
  readonly count: number
  readonly runCount: number
}

/** The same length of work that touches no memory and makes no garbage: what its times spread over is the machine's doing. */
export function machineAlone({ ms, count, runCount }: AloneSize): { readonly times: readonly number[]; readonly lowest: readonly number[] } {
  const turns = turnsFor(ms)
  const runs = Array.from({ length: count }, () => Array.from({ length: runCount }, () => timed(() => void addUp(turns))))
  return { times: runs.flat(), lowest: runs.map((each) => Math.min(...each)) }
}

function turnsFor(ms: number): number {
  const probe = 1_000_000
  const fastest = Math.min(...Array.from({ length: 20 }, () => timed(() => void addUp(probe))))
  return Math.max(1, Math.round((probe * ms) / fastest))
}

function addUp(turns: number): number {
  let sum = 0
  for (let turn = 0; turn < turns; turn += 1) sum = (sum + turn * 31) % 1_000_003
  return sum
}
