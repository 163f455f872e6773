/** One thing that is measured: as much work as `run` does at a time, over and over. */
export interface Measured {
  /** As in `codes, serial text`. */
  readonly name: string
  /** What `countPerRun` counts, as in `codes`. */
  readonly unit: string
  readonly countPerRun: number
  /** Does the work once. @returns something that depends on it, so that it is not left out */
  run(): number
  /** The same bytes looked at one by one and nothing made of them: what the work is measured against. */
  baseline(): number
}

/** Things measured together; `npm run bench -- NAME`. */
export type Bench = RateBench | ReportBench

/** A row of things done over and over. */
export interface RateBench {
  readonly name: string
  /** Whatever is random in it comes from the seed. */
  prepare(seed: number): readonly Measured[] | Promise<readonly Measured[]>
}

/** What is no rate: comparisons and spreads of times, as tables. */
export interface ReportBench {
  readonly name: string
  /** Whatever is random in it comes from the seed; a short one does all of it in a small size. */
  report(asked: { readonly seed: number; readonly isShort: boolean }, reader: { readonly show: (table: Table) => void; readonly tell: (progress: string) => void }): Promise<void>
}

export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  /** By column. */
  readonly rows: readonly Readonly<Record<string, string | number>>[]
  readonly notes: readonly string[]
}

export interface Percentiles {
  readonly p50: number
  readonly p99: number
  readonly worst: number
}

/** @param values at least one; the smallest that no more than so many in a hundred exceed */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number): number => sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0
  return { p50: at(0.5), p99: at(0.99), worst: at(1) }
}

export interface Measurement {
  readonly name: string
  readonly unit: string
  /** Median of the rounds. */
  readonly perSecond: number
  readonly lowestPerSecond: number
  readonly highestPerSecond: number
  readonly baselinePerSecond: number
  /** How many times as long the work takes as only looking at its bytes. */
  readonly timesBaseline: number
}

/** Never less than this at a time, or the clock's own steps would show. */
const roundMs = 200

/**
 * Measures in rounds that alternate with the baseline, so that a busy machine slows both; the first round warms up.
 * @param roundCount at least one
 */
export function measure({ name, unit, countPerRun, run, baseline }: Measured, roundCount: number): Measurement {
  const rounds = Array.from({ length: roundCount + 1 }, () => ({ work: rate(run, countPerRun), plain: rate(baseline, countPerRun) })).slice(1)
  const work = rounds.map((round) => round.work).sort((a, b) => a - b)
  const perSecond = median(work)
  const baselinePerSecond = median(rounds.map((round) => round.plain).sort((a, b) => a - b))
  return {
    name,
    unit,
    perSecond: Math.round(perSecond),
    lowestPerSecond: Math.round(work[0] ?? 0),
    highestPerSecond: Math.round(work.at(-1) ?? 0),
    baselinePerSecond: Math.round(baselinePerSecond),
    timesBaseline: Math.round((baselinePerSecond / perSecond) * 10) / 10,
  }
}

/** What the work has made, so that no optimiser finds it useless. */
let sink = 0

function rate(run: () => number, countPerRun: number): number {
  const startedAtMs = performance.now()
  let count = 0
  let elapsedMs = 0
  while (elapsedMs < roundMs) {
    sink = (sink + run()) | 0
    count += countPerRun
    elapsedMs = performance.now() - startedAtMs
  }
  return (count / elapsedMs) * 1000
}

function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** Milliseconds that one piece of work takes. */
export function timed(work: () => void): number {
  const startedAtMs = performance.now()
  work()
  return performance.now() - startedAtMs
}
