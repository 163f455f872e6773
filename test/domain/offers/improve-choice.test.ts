import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstFit } from '../../../src/domain/offers/first-fit.ts'
import { improveChoice } from '../../../src/domain/offers/improve-choice.ts'
import { partsOf } from '../../support/domain-parts.ts'
import { triedBasket, triedSizes } from '../../support/domain-proof.ts'

/** Minutes on a busy machine, seconds on an idle one. */
const patienceMs = 120_000

it.each(triedSizes)('choosing anew for a few offers at a time saves no less than before and no more than there is when %s', { timeout: patienceMs }, (_, size) => {
  let [better, best] = [0, 0]
  fc.assert(
    fc.property(triedBasket(size, 2000), (basket) => {
      for (const { component, best: { choice } } of partsOf(basket)) {
        const start = firstFit(component, 'offer-order')
        const { savingMinor, runs } = improveChoice(component, start, { left: 400_000 })
        expect(savingMinor).toBeGreaterThanOrEqual(start.savingMinor)
        expect(savingMinor).toBeLessThanOrEqual(choice.savingMinor)
        expect(unitCount(runs)).toBe(unitCount(component.runs))
        better += savingMinor > start.savingMinor ? 1 : 0
        best += choice.savingMinor > start.savingMinor ? 1 : 0
      }
    }),
    { seed: 7, numRuns: 40, endOnFailure: true },
  )
  expect(better).toBeGreaterThanOrEqual(best / 2)
})

function unitCount(runs: readonly { readonly count: number }[]): number {
  return runs.reduce((sum, { count }) => sum + count, 0)
}
