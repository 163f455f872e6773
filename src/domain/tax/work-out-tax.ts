import { assert, assertNever } from '../assert.ts'
import type { TaxClassId } from '../ids.ts'
import { divideHalfUp } from '../money/money.ts'
import type { TaxClass, TaxLine } from './tax.ts'

/** A line as the tax rules see it. */
export interface TaxableLine {
  readonly taxClassId: TaxClassId
  /**
   * What tax is due on: the line after discounts, plus every discount that a third party pays.
   * The shop is still paid that money, only by someone else, so it stays in the tax base.
   */
  readonly netMinor: number
}

/**
 * Works out the tax table of a sale: one row per class that occurs, in the order of `taxClasses`.
 *
 * Each class is rounded half up once, over all its lines together. Included tax is
 * `base × rate / (100 % + rate)` and lies inside the base; added tax is `base × rate` and comes on top.
 *
 * @throws AssertionError for a line whose class is not among `taxClasses`: the catalogue is checked at the door
 */
export function workOutTax({ lines, taxClasses }: { readonly lines: readonly TaxableLine[]; readonly taxClasses: readonly TaxClass[] }): TaxLine[] {
  const baseMinor = new Map<TaxClassId, number>()
  for (const line of lines) baseMinor.set(line.taxClassId, (baseMinor.get(line.taxClassId) ?? 0) + line.netMinor)
  const known = new Set(taxClasses.map((taxClass) => taxClass.taxClassId))
  for (const taxClassId of baseMinor.keys()) assert(known.has(taxClassId), `no tax class ${taxClassId}`)
  return taxClasses.flatMap((taxClass) => {
    const base = baseMinor.get(taxClass.taxClassId)
    return base === undefined ? [] : [taxRow(taxClass, base)]
  })
}

function taxRow(taxClass: TaxClass, baseMinor: number): TaxLine {
  const { taxClassId, name, letter, kind, rateBasisPoints } = taxClass
  const taxMinor = taxOn(baseMinor, taxClass)
  return { taxClassId, name, letter, kind, rateBasisPoints, netMinor: kind === 'included' ? baseMinor - taxMinor : baseMinor, taxMinor }
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
