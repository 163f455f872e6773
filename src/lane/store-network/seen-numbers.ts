/** Messages may overtake each other by so many. */
const windowSize = 1_024

/** Which messages of one session were heard: each counts once, however often it comes. */
export interface SeenNumbers {
  /** @returns false when it was heard before, or is so old that nobody can tell */
  take(sequence: number): boolean
}

export function openSeenNumbers(): SeenNumbers {
  let seen = new Set<number>()
  let highest = 0
  return {
    take(sequence) {
      if (sequence <= highest - windowSize || seen.has(sequence)) return false
      seen.add(sequence)
      highest = Math.max(highest, sequence)
      if (seen.size > 2 * windowSize) seen = new Set([...seen].filter((each) => each > highest - windowSize))
      return true
    },
  }
}
