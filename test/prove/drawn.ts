import fc from 'fast-check'

/** So many values, the same for the same seed. */
export function drawn<Value>(arbitrary: fc.Arbitrary<Value>, numRuns: number, seed: number): Value[] {
  return numRuns === 0 ? [] : fc.sample(fc.noBias(arbitrary), { seed, numRuns })
}

/** Each part's share of a total, rounded up. */
export function share(total: number, parts: number): number {
  return Math.ceil(total / parts)
}

/** What part of the most is missing. */
export function gap(savedMinor: number, mostMinor: number): number {
  return mostMinor > 0 ? (mostMinor - savedMinor) / mostMinor : 0
}

export function percent(part: number): string {
  return `${(part * 100).toFixed(3)} %`
}
