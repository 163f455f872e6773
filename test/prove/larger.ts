import { drawn, gap, percent, share } from './drawn.ts'
import { price } from '../support/domain-baskets.ts'
import { dearerByOneMore, eligibleCount, faultOf, isSameBackwards, largerSizes } from '../support/domain-larger-baskets.ts'
import { smallBasket, type SmallBasket } from '../support/domain-small-baskets.ts'
import { solveAtMost } from '../support/domain-solver.ts'

/** The most that all larger baskets together may save less than the solver says there is. */
const mostGap = 0.005

/** Pricing in another order, and with an offer less, is looked at for one basket in so many. */
const everyOther = 4

/** The solver's time for one independent part of a basket. */
const solverSeconds = 5

interface Tally {
  readonly title: string
  tried: number
  proven: number
  unsolved: number
  equal: number
  offers: number
  mostOffers: number
  savedMinor: number
  solverMinor: number
  boundMinor: number
  worstGap: number
  worstBoundGap: number
  compared: number
  dearer: number
  dearerProven: number
  dearerMinor: number
  wrong: number
  longestMs: number
}

/** Every basket against the solver, against what a plain till gives, and against itself in another order and with an offer less. */
export function proveLarger(total: number, seed: number): boolean {
  const tallies = largerSizes.map(([title, size]) => {
    const tally = emptyTally(title)
    for (const [index, basket] of drawn(smallBasket(size), share(total, largerSizes.length), seed).entries()) tryBasket(tally, basket, index)
    if (tally.tried > 0) process.stdout.write(told(tally))
    return tally
  })
  const all = tallies.reduce(joined, emptyTally('all larger baskets together'))
  if (all.tried > 0) process.stdout.write(told(all))
  return all.wrong === 0 && all.dearerProven === 0 && gap(all.savedMinor, all.solverMinor) <= mostGap
}

function emptyTally(title: string): Tally {
  return { title, tried: 0, proven: 0, unsolved: 0, equal: 0, offers: 0, mostOffers: 0, savedMinor: 0, solverMinor: 0, boundMinor: 0, worstGap: 0, worstBoundGap: 0, compared: 0, dearer: 0, dearerProven: 0, dearerMinor: 0, wrong: 0, longestMs: 0 }
}

function tryBasket(tally: Tally, basket: SmallBasket, index: number): void {
  const startedAt = process.cpuUsage().user
  const priced = price(basket.lines, basket.offers)
  tally.longestMs = Math.max(tally.longestMs, (process.cpuUsage().user - startedAt) / 1000)
  const savedMinor = priced.totals.discountMinor
  const boundMinor = priced.discountAtMostMinor ?? savedMinor
  const solved = solveAtMost(basket.lines, basket.offers, solverSeconds)
  // Where the solver's time does not suffice our own bound stands in for it.
  const solverMinor = solved.isSolved ? solved.atMostMinor : boundMinor
  const offers = eligibleCount(basket)
  tally.tried += 1
  tally.proven += priced.provenBest ? 1 : 0
  tally.unsolved += solved.isSolved ? 0 : 1
  tally.equal += savedMinor === solverMinor ? 1 : 0
  tally.offers += offers
  tally.mostOffers = Math.max(tally.mostOffers, offers)
  tally.savedMinor += savedMinor
  tally.solverMinor += solverMinor
  tally.boundMinor += boundMinor
  tally.worstGap = Math.max(tally.worstGap, gap(savedMinor, solverMinor))
  tally.worstBoundGap = Math.max(tally.worstBoundGap, gap(savedMinor, boundMinor))
  const faults = [faultOf(basket, priced), savedMinor > solverMinor ? `above the solver's ${solverMinor}` : undefined]
  if (index % everyOther === 0) {
    faults.push(isSameBackwards(basket, priced) ? undefined : 'another price in another order')
    const dearerMinor = dearerByOneMore(basket, priced, index)
    tally.compared += 1
    tally.dearer += dearerMinor > 0 ? 1 : 0
    tally.dearerProven += dearerMinor > 0 && priced.provenBest ? 1 : 0
    tally.dearerMinor = Math.max(tally.dearerMinor, dearerMinor)
  }
  for (const fault of faults) {
    if (fault === undefined) continue
    tally.wrong += 1
    process.stdout.write(`WRONG ${tally.title} #${index}: ${fault}, saved ${savedMinor}\n${JSON.stringify(basket)}\n`)
  }
}

function joined(a: Tally, b: Tally): Tally {
  const sums = { ...a }
  for (const key of ['tried', 'proven', 'unsolved', 'equal', 'offers', 'savedMinor', 'solverMinor', 'boundMinor', 'compared', 'dearer', 'dearerProven', 'wrong'] as const) sums[key] += b[key]
  for (const key of ['mostOffers', 'worstGap', 'worstBoundGap', 'dearerMinor', 'longestMs'] as const) sums[key] = Math.max(a[key], b[key])
  return sums
}

function told(tally: Tally): string {
  const { title, tried, proven, unsolved, equal, savedMinor, solverMinor, boundMinor, compared, dearer, dearerProven, dearerMinor } = tally
  return [
    `${title}: ${tried} baskets, up to ${tally.mostOffers} offers that may be had, ${(tally.offers / tried).toFixed(1)} on average`,
    `  gap to the solver: together ${percent(gap(savedMinor, solverMinor))}, worst basket ${percent(tally.worstGap)} · equal to it ${equal} · beyond its time, held against our bound ${unsolved}`,
    `  gap to our own bound: together ${percent(gap(savedMinor, boundMinor))}, worst basket ${percent(tally.worstBoundGap)} · proven ${proven}`,
    `  one more offer made it dearer: ${dearer} of ${compared}, by ${dearerMinor} minor units at most · with proof ${dearerProven}`,
    `  wrong ${tally.wrong} (parts that do not add up, below first fit, above the solver, another order) · longest pricing ${tally.longestMs.toFixed(0)} ms of processor time`,
    '',
  ].join('\n')
}
