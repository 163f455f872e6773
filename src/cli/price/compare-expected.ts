import { assertNever } from '../../domain/assert.ts'
import type { OfferOutcome, OfferState } from '../../domain/offers/priced-basket.ts'
import type { PriceAnswer } from './price-answer.ts'
import { pointsWords } from './points-words.ts'
import type { ExpectedPrice } from './price-document.ts'

/** Every difference between what a worked example says and what came out, one sentence each; empty when there is none. */
export function compareExpected(expected: ExpectedPrice, answer: PriceAnswer): string[] {
  const found = comparable(answer)
  return Object.entries(expected).flatMap(([field, wanted]) => {
    const have = found[field]
    return canonical(wanted) === canonical(have) ? [] : [`expected.${field}: ${canonical(wanted)} expected, ${canonical(have)} worked out`]
  })
}

function comparable({ lines, offers, totals, dueInCashMinor, tax, pointsEarned, points, provenBest, returned }: PriceAnswer): Readonly<Record<string, unknown>> {
  return {
    netMinor: lines.map(({ netMinor }) => netMinor),
    offers: Object.fromEntries(offers.map((each) => [outcomeKey(each), stateWords(each.state)])),
    rewards: Object.fromEntries(offers.flatMap((each) => (each.state.kind === 'applied' ? [[outcomeKey(each), each.state.rewardCount]] : []))),
    discountMinor: totals.discountMinor,
    taxMinor: Object.fromEntries(tax.map(({ taxClassId, taxMinor }) => [taxClassId, taxMinor])),
    dueMinor: totals.dueMinor,
    dueInCashMinor,
    points: pointsEarned,
    pointsParts: points?.parts?.map(pointsWords),
    pointsSpent: points?.spent ?? 0,
    pointsBalance: points?.balanceAfter,
    pointsPending: points?.pending?.points ?? 0,
    provenBest,
    refundsMinor: returned?.lines.map(({ refundMinor }) => refundMinor),
    dueBackMinor: returned?.dueBackMinor,
    pointsTakenBack: returned?.clawedBack?.takeBack,
    pointsGivenBack: returned?.clawedBack?.giveBack,
  } satisfies Record<keyof ExpectedPrice, unknown>
}

function outcomeKey({ offerId, couponCode }: OfferOutcome): string {
  return couponCode === undefined || couponCode === (offerId as string) ? offerId : `${offerId} ${couponCode}`
}

/** A state in few words that are the same every time: `applied 72`, `not-met 1 unit`. */
function stateWords(state: OfferState): string {
  switch (state.kind) {
    case 'applied':
      return `applied ${state.amountMinor}${state.points > 0 ? ` and ${state.points} points` : ''}`
    case 'armed':
      return 'armed'
    case 'not-met':
      if (state.missingUnits !== undefined) return `not-met ${state.missingUnits} units`
      return state.missingGrams === undefined ? `not-met ${state.missingMinor ?? 0} minor` : `not-met ${state.missingGrams} grams`
    case 'beaten':
      return state.by.length === 0 ? 'beaten' : `beaten by ${state.by.join(', ')}`
    case 'excluded':
      return `excluded ${state.reason}`
    default:
      return assertNever(state, 'offer state')
  }
}

/** JSON with sorted keys: the order in which an example lists its offers is nobody's business. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part)) ?? 'nothing'
}
