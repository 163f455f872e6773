/** `node test/prove/offers.ts [--count N] [--larger N] [--seed S]`: the best price against trying everything, and how far larger baskets may be from it. */
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { price } from '../support/domain-baskets.ts'
import { firstFitSaving } from '../support/domain-oracle-plain.ts'
import { prove, triedBasket, triedSizes } from '../support/domain-proof.ts'
import { smallBasket, type BasketSize, type SmallBasket } from '../support/domain-small-baskets.ts'

/** Up to fifty offers, too many to try everything: by how much they are entangled. */
const largerSizes: readonly (readonly [title: string, size: BasketSize])[] = [
  ['fifty offers on eight shelves, one group', { unitCount: 40, itemOfferCount: 45, groupCount: 1, basketOfferCount: 5, shelfCount: 8, isGenerous: true }],
  ['fifty offers on ten shelves, two groups', { unitCount: 40, itemOfferCount: 45, groupCount: 2, basketOfferCount: 5, shelfCount: 10, isGenerous: true }],
  ['thirty offers on three shelves, one group', { unitCount: 24, itemOfferCount: 27, groupCount: 1, basketOfferCount: 3, shelfCount: 3, isGenerous: true }],
  ['forty offers on twelve shelves, three groups', { unitCount: 30, itemOfferCount: 38, groupCount: 3, basketOfferCount: 2, shelfCount: 12, isGenerous: true }],
]

/** Nodes of the run that larger baskets are held against; the lane's own limit is a tenth of it. */
const referenceNodes = 200_000

const { values } = parseArgs({ options: { count: { type: 'string', default: '10000' }, larger: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } } })
const [count, larger, seed] = [values.count, values.larger, values.seed].map(Number)
if (![count, larger, seed].every((value) => Number.isSafeInteger(value) && Number(value) >= 0)) {
  process.stderr.write('usage: node test/prove/offers.ts [--count N] [--larger N] [--seed S]\n')
  process.exit(2)
}
process.stdout.write(`seed ${seed}\n`)
const isTrue = [proveSmall(count ?? 0), proveLarger(larger ?? 0)].every(Boolean)
process.exitCode = isTrue ? 0 : 1

/** Every basket against the exhaustive oracle: to the cent where we say it is proven, within our bound where we do not. */
function proveSmall(total: number): boolean {
  const found = { tried: 0, equal: 0, proven: 0, wrong: 0, offers: 0, mostOffers: 0, worstGap: 0 }
  for (const [title, size] of triedSizes) {
    for (const [index, basket] of drawn(triedBasket(size), share(total, triedSizes.length)).entries()) {
      const { savedMinor, greatestMinor, firstFitMinor, isProven, atMostMinor } = prove(basket)
      const isWrong = savedMinor > greatestMinor || savedMinor < firstFitMinor || atMostMinor < greatestMinor || (isProven && savedMinor !== greatestMinor)
      found.equal += savedMinor === greatestMinor ? 1 : 0
      found.proven += isProven ? 1 : 0
      found.worstGap = Math.max(found.worstGap, gap(savedMinor, greatestMinor))
      countOffers(found, basket)
      if (!isWrong) continue
      found.wrong += 1
      process.stdout.write(`WRONG ${title} #${index}: saved ${savedMinor}, greatest ${greatestMinor}, first fit ${firstFitMinor}, at most ${atMostMinor}\n${JSON.stringify(basket)}\n`)
    }
  }
  process.stdout.write(`${found.tried} baskets against trying everything (up to ${found.mostOffers} offers that find units, ${(found.offers / Math.max(1, found.tried)).toFixed(1)} on average)\n`)
  process.stdout.write(`  equal to the cent ${found.equal} · proven by the search ${found.proven} · wrong ${found.wrong} · worst gap ${percent(found.worstGap)}\n`)
  return found.wrong === 0
}

function proveLarger(total: number): boolean {
  const found = { tried: 0, proven: 0, provenByReference: 0, wrong: 0, offers: 0, mostOffers: 0, savedMinor: 0, boundMinor: 0, referenceMinor: 0, worstBoundGap: 0, worstGap: 0 }
  for (const [title, size] of largerSizes) {
    for (const [index, basket] of drawn(smallBasket(size), share(total, largerSizes.length)).entries()) {
      const ours = price(basket.lines, basket.offers)
      const savedMinor = ours.totals.discountMinor
      const boundMinor = ours.discountAtMostMinor ?? savedMinor
      // Where the lane's search proves it, there is nothing left to look for.
      const longer = ours.provenBest ? ours : price(basket.lines, basket.offers, { nodeLimit: referenceNodes })
      const referenceMinor = longer.totals.discountMinor
      found.proven += ours.provenBest ? 1 : 0
      found.provenByReference += longer.provenBest ? 1 : 0
      found.savedMinor += savedMinor
      found.boundMinor += boundMinor
      found.referenceMinor += referenceMinor
      found.worstBoundGap = Math.max(found.worstBoundGap, gap(savedMinor, boundMinor))
      found.worstGap = Math.max(found.worstGap, gap(savedMinor, referenceMinor))
      countOffers(found, basket)
      if (savedMinor >= firstFitSaving(basket.lines, basket.offers) && boundMinor >= referenceMinor) continue
      found.wrong += 1
      process.stdout.write(`WRONG ${title} #${index}: saved ${savedMinor}, at most ${boundMinor}, longer run ${referenceMinor}\n${JSON.stringify(basket)}\n`)
    }
  }
  const meanGap = gap(found.savedMinor, found.referenceMinor)
  process.stdout.write(`${found.tried} larger baskets (up to ${found.mostOffers} offers that find units, ${(found.offers / Math.max(1, found.tried)).toFixed(1)} on average)\n`)
  process.stdout.write(`  proven ${found.proven} · proven with ${referenceNodes} nodes ${found.provenByReference} · below first fit or above the bound ${found.wrong}\n`)
  process.stdout.write(`  gap to the run with ${referenceNodes} nodes: all together ${percent(meanGap)}, worst basket ${percent(found.worstGap)}\n`)
  process.stdout.write(`  gap to our own bound: all together ${percent(gap(found.savedMinor, found.boundMinor))}, worst basket ${percent(found.worstBoundGap)}\n`)
  return found.wrong === 0 && meanGap <= 0.005
}

function drawn<Value>(arbitrary: fc.Arbitrary<Value>, numRuns: number): Value[] {
  return numRuns === 0 ? [] : fc.sample(fc.noBias(arbitrary), { seed: seed ?? 1, numRuns })
}

function share(total: number, parts: number): number {
  return Math.ceil(total / parts)
}

function countOffers(found: { tried: number; offers: number; mostOffers: number }, { lines, offers }: SmallBasket): void {
  const states = price(lines, offers, { nodeLimit: 0 }).outcomes.map(({ state }) => state.kind)
  const eligible = states.filter((kind) => kind === 'applied' || kind === 'beaten').length
  found.tried += 1
  found.offers += eligible
  found.mostOffers = Math.max(found.mostOffers, eligible)
}

function gap(savedMinor: number, mostMinor: number): number {
  return mostMinor > 0 ? (mostMinor - savedMinor) / mostMinor : 0
}

function percent(part: number): string {
  return `${(part * 100).toFixed(3)} %`
}
