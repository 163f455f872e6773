import { assert, assertNever } from '../assert.ts'
import type { TaxClassId } from '../ids.ts'
import { divideHalfUp } from '../money/money.ts'
import type { TaxClass, TaxLine, TaxRounding } from './tax.ts'

/** A line as the tax rules see it. */
export interface TaxableLine {
  readonly taxClassId: TaxClassId
  /**
   * What tax is due on: the line after discounts, plus every discount that a third party pays.
   * The shop is still paid that money, only by someone else, so it stays in the tax base.
   */
  readonly netMinor: number
}

export interface TaxInput {
  readonly lines: readonly TaxableLine[]
  readonly taxClasses: readonly TaxClass[]
  /** Once over the receipt unless told. */
  readonly rounding?: TaxRounding | undefined
}

/**
 * Works out the tax table of a sale: one row per class that occurs, in the order of `taxClasses`.
 *
 * Included tax is `base × rate / (100 % + rate)` and lies inside the base; added tax is `base × rate` and comes on top.
 * It is rounded half up: once over all lines of a class, or line by line.
 *
 * @throws AssertionError for a line whose class is not among `taxClasses`: the catalogue is checked at the door
 */
export function workOutTax({ lines, taxClasses, rounding = 'receipt' }: TaxInput): TaxLine[] {
  const basesMinor = new Map<TaxClassId, number[]>(taxClasses.map(({ taxClassId }) => [taxClassId, []]))
  for (const { taxClassId, netMinor } of lines) {
    const bases = basesMinor.get(taxClassId)
    assert(bases !== undefined, `no tax class ${taxClassId}`)
    bases.push(netMinor)
  }
  return taxClasses.flatMap((taxClass) => {
    const bases = basesMinor.get(taxClass.taxClassId) ?? []
    return bases.length === 0 ? [] : [taxRow(taxClass, bases, rounding)]
  })
}

function taxRow(taxClass: TaxClass, basesMinor: readonly number[], rounding: TaxRounding): TaxLine {
  const { taxClassId, name, letter, kind, rateBasisPoints } = taxClass
  const baseMinor = sum(basesMinor)
  const taxMinor = rounding === 'receipt' ? taxOn(baseMinor, taxClass) : sum(basesMinor.map((each) => taxOn(each, taxClass)))
  return { taxClassId, name, letter, kind, rateBasisPoints, netMinor: kind === 'included' ? baseMinor - taxMinor : baseMinor, taxMinor }
}

function sum(amountsMinor: readonly number[]): number {
  return amountsMinor.reduce((total, each) => total + each, 0)
}

function taxOn(baseMinor: number, { kind, rateBasisPoints }: TaxClass): number {
  switch (kind) {
    case 'included':
      return divideHalfUp(baseMinor * rateBasisPoints, 10_000 + rateBasisPoints)
    case 'added':
      return divideHalfUp(baseMinor * rateBasisPoints, 10_000)
    default:
      return assertNever(kind, 'kind of tax')
  }
}
