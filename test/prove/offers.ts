/** `node test/prove/offers.ts [--count N] [--larger N] [--seed S]`: the best price against trying everything, and larger baskets against a solver. */
import { parseArgs } from 'node:util'
import { drawn, gap, percent, share } from './drawn.ts'
import { proveLarger } from './larger.ts'
import { eligibleCount } from '../support/domain-larger-baskets.ts'
import { prove, triedBasket, triedSizes } from '../support/domain-proof.ts'

const { values } = parseArgs({ options: { count: { type: 'string', default: '10000' }, larger: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } } })
const [count = 0, larger = 0, seed = 1] = [values.count, values.larger, values.seed].map(Number)
if (![count, larger, seed].every((value) => Number.isSafeInteger(value) && value >= 0)) {
  process.stderr.write('usage: node test/prove/offers.ts [--count N] [--larger N] [--seed S]\n')
  process.exit(2)
}
process.stdout.write(`seed ${seed}\n`)
const isTrue = [proveSmall(count), proveLarger(larger, seed)].every(Boolean)
process.exitCode = isTrue ? 0 : 1

/** Every basket against the exhaustive oracle: equal to the cent, proven, and within what first fit and our own bound allow. */
function proveSmall(total: number): boolean {
  const found = { tried: 0, equal: 0, proven: 0, wrong: 0, offers: 0, mostOffers: 0, worstGap: 0 }
  for (const [title, size] of triedSizes) {
    for (const [index, basket] of drawn(triedBasket(size), share(total, triedSizes.length), seed).entries()) {
      const { savedMinor, greatestMinor, firstFitMinor, isProven, atMostMinor } = prove(basket)
      const offers = eligibleCount(basket)
      found.tried += 1
      found.offers += offers
      found.mostOffers = Math.max(found.mostOffers, offers)
      found.equal += savedMinor === greatestMinor ? 1 : 0
      found.proven += isProven ? 1 : 0
      found.worstGap = Math.max(found.worstGap, gap(savedMinor, greatestMinor))
      if (savedMinor === greatestMinor && isProven && savedMinor >= firstFitMinor && atMostMinor >= greatestMinor) continue
      found.wrong += 1
      process.stdout.write(`WRONG ${title} #${index}: saved ${savedMinor}, greatest ${greatestMinor}, first fit ${firstFitMinor}, at most ${atMostMinor}${isProven ? '' : ', not proven'}\n${JSON.stringify(basket)}\n`)
    }
  }
  process.stdout.write(`${found.tried} baskets against trying everything, up to ${found.mostOffers} offers that may be had, ${(found.offers / Math.max(1, found.tried)).toFixed(1)} on average\n`)
  process.stdout.write(`  equal to the cent ${found.equal} · proven by the search ${found.proven} · wrong ${found.wrong} · worst gap ${percent(found.worstGap)}\n`)
  return found.wrong === 0
}
