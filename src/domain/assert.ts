/** A broken promise between two parts of our own code. Never caught: the process stops and recovers from its journal. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError'
}

/** @throws AssertionError with `claim` when `truth` is false: the caller is wrong. */
export function assert(truth: boolean, claim: string): asserts truth {
  if (!truth) throw new AssertionError(claim)
}

/** Closes a `switch` over a union: a new kind fails the type check here first. */
export function assertNever(value: never, what: string): never {
  throw new AssertionError(`unknown ${what}: ${JSON.stringify(value)}`)
}
