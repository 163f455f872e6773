import type { ValuePart } from './value-part.ts'

/** One application identifier of GS1, with the rules of its value and of its company. */
export interface ApplicationIdentifier {
  /** Two to four digits. */
  readonly ai: string
  readonly parts: readonly ValuePart[]
  /** Ends by its length; every other value ends at a separator or with the code. */
  readonly fixed?: true
  /** One of these has to be there as well; "01+21" means both. */
  readonly needs?: readonly string[]
  /** None of these may be there; an `n` stands for any digit, and an identifier never excludes itself. */
  readonly excludes?: readonly string[]
  /** A key that may begin the path of a Digital Link, with the runs of qualifiers that may follow it, in their order. */
  readonly qualifiers?: readonly (readonly string[])[]
  /** Has its place in the path of a Digital Link, or in none. */
  readonly notInQuery?: true
}

/** Trade items that a thing said about goods may belong to. */
export const anyGoods = ['01', '02', '03', '8006', '8026']

/** The same entry under each of several identifiers. */
export function each(ais: readonly string[], entry: Omit<ApplicationIdentifier, 'ai'>): ApplicationIdentifier[] {
  return ais.map((ai) => ({ ...entry, ai }))
}

/** "310" with 0 to 5 behind it: how many decimals the value has. */
export function decimals(family: string, most: number): string[] {
  return Array.from({ length: most + 1 }, (_, count) => `${family}${count}`)
}

/** Consecutive identifiers of the same length. */
export function range(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
}
