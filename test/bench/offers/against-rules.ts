import { Engine, Fact, type RuleProperties } from 'json-rules-engine'
import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import { unitCountOf, type Line } from '../../../src/domain/basket/line.ts'
import { armOffers, openArmingMemo } from '../../../src/domain/offers/arm-offers.ts'
import { findExcluded } from '../../../src/domain/offers/find-excluded.ts'
import { missingFor } from '../../../src/domain/offers/measure.ts'
import { compileOfferBook } from '../../../src/domain/offers/offer-book.ts'
import type { ItemSet, Offer } from '../../../src/domain/offers/offer.ts'
import { priceBasket } from '../../../src/domain/offers/price-basket.ts'
import type { ArmedOffer } from '../../../src/domain/offers/priced-basket.ts'
import { openPricingMemo } from '../../../src/domain/offers/pricing-memo.ts'
import { nothingSurveyed, surveyOffers, type Survey } from '../../../src/domain/offers/survey-offers.ts'
import { assert } from '../../../src/domain/assert.ts'
import { testSettings } from '../../support/lane.ts'
import { timed, type Table } from '../bench.ts'
import { benchTime, drawBasket, lineOf, openBigShop, type BigShop } from './big-shop.ts'

export interface RulesSize {
  readonly ruleCounts: readonly number[]
  readonly itemCount: number
  readonly basketCount: number
  readonly lineCount: number
}

const customer = { tier: 'gold' }

/**
 * Which offers concern a basket, asked of json-rules-engine and of us: the same offers as rules, the same baskets, the
 * answers compared before anything is measured. It finds rules and prices nothing, so the price is set against its
 * finding alone.
 */
export async function againstRules({ ruleCounts, itemCount, basketCount, lineCount }: RulesSize, seed: number): Promise<Table> {
  const rows: Table['rows'][number][] = []
  for (const ruleCount of ruleCounts) {
    const shop = ruleShop(ruleCount, itemCount, seed)
    const random = seededRandom(seed + 1)
    const baskets = Array.from({ length: basketCount }, () => drawBasket(shop, random, lineCount).map(lineOf))
    const engine = new Engine(shop.offers.map(ruleOf))
    let found = 0
    for (const lines of baskets) {
      const [theirs, ours] = [await eligibleByRules(engine, lines), eligibleByUs(shop, lines)]
      assert(theirs.join() === ours.join(), `${ruleCount} rules: ${theirs.length} found by the rules engine, ${ours.length} by us`)
      found += ours.length
    }
    const theirsMs = await timeEach(baskets, (lines) => eligibleByRules(engine, lines))
    // Measured many times over, after as many to warm up: what takes microseconds drowns in the noise of one run.
    const repeated = Array.from({ length: repeatCount }, () => baskets).flat()
    const meanMs = (work: (lines: readonly Line[]) => number): number => {
      for (const lines of repeated) work(lines)
      return repeated.reduce((sum, lines) => sum + work(lines), 0) / repeated.length
    }
    const row = (question: string, oursMs: number): Table['rows'][number] => ({ rules: ruleCount, question, eligible: found / basketCount, 'theirs ms': theirsMs, 'ours ms': oursMs, times: theirsMs / oursMs })
    rows.push(
      row('which offers, after a scan', meanMs((lines) => lastScanMs(lines, eligibleWithMemo(shop)))),
      row('which offers, whole basket', meanMs((lines) => timed(() => void eligibleByUs(shop, lines)))),
      row('exact price, after a scan', meanMs((lines) => lastScanMs(lines, priceWithMemo(shop)))),
      row('exact price, whole basket', meanMs((lines) => timed(() => void priceIt(shop, lines)))),
    )
  }
  return {
    title: `Which offers a basket of ${lineCount} lines may have, and its exact price, against json-rules-engine (means over ${basketCount} baskets)`,
    columns: ['rules', 'question', 'eligible', 'theirs ms', 'ours ms', 'times'],
    rows,
    notes: [
      'aim at 10,000 rules: 10,000 times on eligibility, 1,000 times with the price',
      'theirs: one engine built beforehand, one dynamic fact that adds up the units of a set from a table, uncached and asked first; it finds rules, knows nothing of the scan before and prices nothing',
      'after a scan: what its last line changes, as a lane does it; whole basket: from nothing, as head office does it',
      'both answers are compared for every basket before anything is measured',
    ],
  }
}

/** Baskets are measured so many times, but for the rules engine, which takes long enough. */
const repeatCount = 25

/** Offers that a rule can say: units of one set, days, hours, customer. */
function ruleShop(offerCount: number, itemCount: number, seed: number): BigShop {
  const whole = openBigShop({ itemCount, offerCount: offerCount * 2, seed })
  const offers = whole.offers.filter(({ activation, condition }) => condition.kind === 'quantity' && activation.kind !== 'list' && activation.kind !== 'coupon').slice(0, offerCount)
  assert(offers.length === offerCount, `only ${offers.length} of ${offerCount} offers can be said as rules`)
  return openShopOf(offers, whole)
}

function openShopOf(offers: readonly Offer[], whole: BigShop): BigShop {
  const onOffer = offers.flatMap(({ condition }) => (condition.kind === 'quantity' ? (condition.set.itemIds ?? []).map((itemId) => Number(itemId.slice('item'.length))) : []))
  return { ...whole, offers, book: compileOfferBook(offers), onOffer }
}

/** What is asked first fails most often: so most rules end after one look at the basket. */
function ruleOf({ offerId, activation, condition, window }: Offer): RuleProperties {
  assert(condition.kind === 'quantity', 'a rule asks for units of one set')
  const { weekdays, minutes } = window
  return {
    name: offerId,
    event: { type: 'eligible', params: { offerId } },
    conditions: {
      all: [
        { fact: 'units', params: { set: condition.set }, operator: 'greaterThanInclusive', value: condition.unitCount, priority: 100 },
        ...(activation.kind === 'member' ? [{ fact: 'isMember', operator: 'equal', value: true }] : []),
        ...(activation.kind === 'tier' ? [{ fact: 'tier', operator: 'in', value: [...activation.tiers] }] : []),
        { fact: 'day', operator: 'greaterThanInclusive', value: dayNumber(window.fromDay) },
        { fact: 'day', operator: 'lessThanInclusive', value: dayNumber(window.untilDay) },
        ...(weekdays ? [{ fact: 'weekday', operator: 'in', value: [...weekdays] }] : []),
        ...(minutes ? [{ fact: 'minute', operator: 'greaterThanInclusive', value: minutes.from }, { fact: 'minute', operator: 'lessThan', value: minutes.until }] : []),
      ],
    },
  }
}

async function eligibleByRules(engine: Engine, lines: readonly Line[]): Promise<string[]> {
  const unitsOf = countUnits(lines)
  const { results } = await engine.run({
    units: new Fact<number>('units', ({ set }: { set?: ItemSet }) => unitsOf(set ?? {}), { cache: false }),
    isMember: true,
    tier: customer.tier,
    day: dayNumber(benchTime.day),
    weekday: benchTime.weekday,
    minute: benchTime.minuteOfDay,
  })
  return results.map(({ name }) => name).sort()
}

/** Units by item, category and brand, counted once per basket: a fact then only adds up the names of its set. */
function countUnits(lines: readonly Line[]): (set: ItemSet) => number {
  const counts = new Map<string, number>()
  for (const { item, quantity } of lines) {
    for (const name of [item.itemId, item.categoryId, item.brand ?? '']) if (item.discountable) counts.set(name, (counts.get(name) ?? 0) + unitCountOf(quantity))
  }
  return ({ itemIds = [], categoryIds = [], brands = [] }) => [...itemIds, ...categoryIds, ...brands].reduce((sum, name) => sum + (counts.get(name) ?? 0), 0)
}

function eligibleByUs({ book }: BigShop, lines: readonly Line[]): string[] {
  const armed = armOffers({ book, lines, member: customer, coupons: [] })
  return eligibleOf(armed, surveyOffers(armed, lines))
}

function eligibleOf(armed: readonly ArmedOffer[], { offers }: Survey): string[] {
  const excluded = findExcluded(armed, benchTime)
  return offers.flatMap(({ armed: { offer }, measure }, place) => (excluded.has(place) || missingFor({ condition: offer.condition, reward: anyReward }, measure, Infinity) ? [] : [offer.offerId]))
}

/** Of itself a rule looks at the condition alone. */
const anyReward = { kind: 'percent-off', basisPoints: 1 } as const

/** Says after every scan which offers the basket may have. */
function eligibleWithMemo({ book }: BigShop): (lines: readonly Line[]) => unknown {
  const memo = openArmingMemo()
  let survey = nothingSurveyed
  return (lines) => {
    const armed = armOffers({ book, lines, member: customer, coupons: [] }, memo)
    survey = surveyOffers(armed, lines, survey)
    return eligibleOf(armed, survey)
  }
}

function priceIt({ book }: BigShop, lines: readonly Line[], arming = openArmingMemo(), memo = openPricingMemo()): number {
  const armed = armOffers({ book, lines, member: customer, coupons: [] }, arming)
  const { taxClasses, earnRules: earn } = testSettings
  return priceBasket({ lines, armed, time: benchTime, taxClasses, earn, hasMember: true, member: customer }, memo).totals.dueMinor
}

function priceWithMemo(shop: BigShop): (lines: readonly Line[]) => unknown {
  const [arming, memo] = [openArmingMemo(), openPricingMemo()]
  return (lines) => priceIt(shop, lines, arming, memo)
}

/** Rings a basket up line by line; the time of its last scan. */
function lastScanMs(lines: readonly Line[], scan: (lines: readonly Line[]) => unknown): number {
  for (const count of lines.keys()) if (count > 0) scan(lines.slice(0, count))
  return timed(() => void scan(lines))
}

function dayNumber(day: string): number {
  return Number(day.replaceAll('-', ''))
}

async function timeEach<Each>(all: readonly Each[], work: (each: Each) => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now()
  for (const each of all) await work(each)
  return (performance.now() - startedAtMs) / all.length
}
