/** How many of a kind of vectors come out right. */
export interface VectorGroup {
  readonly name: string
  readonly count: number
  /** Those that came out wrong, each in words. */
  readonly wrong: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

interface LeftOut {
  readonly count: number
  readonly why: string
}

/** Counts one group. A check says what is wrong, or nothing. */
export interface Tally {
  check(wrong: string | undefined): void
  leaveOut(why: string): void
  group(): VectorGroup
}

export function openTally(name: string): Tally {
  let count = 0
  const wrong: string[] = []
  const leftOut = new Map<string, number>()
  return {
    check(trouble) {
      count += 1
      if (trouble !== undefined) wrong.push(trouble)
    },
    leaveOut: (why) => void leftOut.set(why, (leftOut.get(why) ?? 0) + 1),
    group: () => ({ name, count, wrong, leftOut: Array.from(leftOut, ([why, many]) => ({ count: many, why })) }),
  }
}
