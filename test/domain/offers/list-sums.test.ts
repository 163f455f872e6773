import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Component } from '../../../src/domain/offers/component.ts'
import { compareTies, tieBreakOf, type TieBreak } from '../../../src/domain/offers/item-choice.ts'
import { listSums } from '../../../src/domain/offers/list-sums.ts'
import { walkChoices } from '../../../src/domain/offers/walk-choices.ts'
import { partsOf } from '../../support/domain-parts.ts'
import { triedBasket, triedSizes } from '../../support/domain-proof.ts'
import { smallBasket } from '../../support/domain-small-baskets.ts'

/** Minutes on a busy machine, seconds on an idle one. */
const patienceMs = 120_000

const plenty = 20_000_000

/** Every sum within the range that a walk through all choices comes to, and what settles ties of the best choice for it; undefined where there are too many. */
function sumsWalked(component: Component, leastMinor: number, mostMinor: number): Map<number, TieBreak> | undefined {
  const sums = new Map<number, TieBreak>()
  let isAll = true
  walkChoices({
    component,
    thorough: true,
    budget: { left: 50_000 },
    isWorth: (boundMinor, sureMinor) => boundMinor >= leastMinor && sureMinor <= mostMinor,
    onFound: ({ savingMinor, gains }) => {
      const [tie, known] = [tieBreakOf(gains), sums.get(savingMinor)]
      if (savingMinor >= leastMinor && savingMinor <= mostMinor && (!known || compareTies(tie, known) < 0)) sums.set(savingMinor, tie)
    },
    onCut: () => {
      isAll = false
    },
  })
  return isAll ? sums : undefined
}

function sumsListed(component: Component, leastMinor: number, mostMinor: number): Map<number, TieBreak> | undefined {
  const listed = listSums(component, { leastMinor, mostMinor }, { left: plenty })
  return listed && new Map(listed.map(({ savingMinor, tie }) => [savingMinor, tie]))
}

const ofOneGroup = triedSizes.filter(([, { groupCount }]) => groupCount === 1)

describe('every sum that one group can save', () => {
  it.each(ofOneGroup)('is what the walk through all choices comes to when %s', { timeout: patienceMs }, (_, size) => {
    let compared = 0
    fc.assert(
      fc.property(triedBasket(size, 2000), fc.integer({ min: 0, max: 1000 }), (basket, part) => {
        for (const { component, best: { choice } } of partsOf(basket)) {
          const [leastMinor, mostMinor] = [Math.floor((choice.savingMinor * part) / 1500), Math.ceil((choice.savingMinor * part) / 1000)]
          const walked = sumsWalked(component, leastMinor, mostMinor)
          if (!walked) continue
          compared += 1
          expect(inOrder(sumsListed(component, leastMinor, mostMinor))).toEqual(inOrder(walked))
        }
      }),
      { seed: 6, numRuns: 40, endOnFailure: true },
    )
    expect(compared).toBeGreaterThan(20)
  })

  it('is not listed where the steps do not suffice', () => {
    const [basket] = fc.sample(fc.noBias(smallBasket({ unitCount: 12, itemOfferCount: 9, groupCount: 1, basketOfferCount: 0, isGenerous: true })), { seed: 1, numRuns: 1 })
    const [part] = basket ? partsOf(basket) : []
    if (!part) throw new Error('a basket of one shelf has a part')
    expect(listSums(part.component, { leastMinor: 0, mostMinor: part.best.choice.savingMinor }, { left: 5000 })).toBeUndefined()
  })
})

function inOrder(sums: ReadonlyMap<number, TieBreak> | undefined): [number, TieBreak][] | undefined {
  return sums && [...sums].sort(([a], [b]) => a - b)
}
