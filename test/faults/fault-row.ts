/** How much of a row is run: `full` gives the figure of the table, `quick` a few seconds of the same. */
export type Scale = 'quick' | 'full'

export interface RowRun {
  readonly scale: Scale
  readonly seed: number
  /** A folder of the run's own; removed after it. */
  readonly folder: string
}

export interface RowResult {
  /** What was counted, as the table shows it: "1,000 kills, 0 lost". */
  readonly figure: string
  /** What should not have happened, a sentence each, at most a few dozen. */
  readonly violations: readonly string[]
}

/**
 * One defence taken away: a passage of the product's source and what stands there instead. The product has no switch for
 * it; the text is exchanged while it is loaded, in this process and in those it starts.
 */
export interface Weakening {
  readonly name: string
  /** From the top of the project. */
  readonly file: string
  /** Occurs exactly once in the file; where it does not, the weakening no longer fits and has to be written anew. */
  readonly find: string
  readonly replace: string
  /** Part of the violation, or of the error, by which the row must notice. */
  readonly noticed: string
}

/** One fault of the table: how it is brought about, what must hold, and what happens with each defence removed. */
export interface FaultRow {
  readonly number: number
  readonly fault: string
  /** @throws whatever the product throws unexpectedly: that is a violation too */
  run(run: RowRun): Promise<RowResult>
  readonly weakenings: readonly [Weakening, ...Weakening[]]
  /** Why the row cannot run on this machine, and what to install; undefined where it can. */
  missing?(): string | undefined
}
