import type { TaxClassId } from '../ids.ts'

/** One rate of a tax class. `included` is inside the shelf price, `added` comes on top at the total. */
export interface TaxClass {
  readonly taxClassId: TaxClassId
  readonly name: string
  /** One letter that marks the lines on the receipt. */
  readonly letter: string
  /** 1 % is 100. */
  readonly rateBasisPoints: number
  readonly kind: 'included' | 'added'
}

/** Where tax is rounded half up: once per class over the whole receipt, or on each line, whose taxes are then added up. */
export type TaxRounding = 'receipt' | 'line'

/** One row of the receipt's tax table. `netMinor + taxMinor` is what was paid for that class, by the customer and by whoever paid part of the price for her. */
export interface TaxLine {
  readonly taxClassId: TaxClassId
  readonly name: string
  readonly letter: string
  readonly kind: 'included' | 'added'
  readonly rateBasisPoints: number
  readonly netMinor: number
  readonly taxMinor: number
}
