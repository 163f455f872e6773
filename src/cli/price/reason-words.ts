import { assertNever } from '../../domain/assert.ts'
import { formatMinor, type Currency } from '../../domain/money/money.ts'
import type { Offer, OfferWindow } from '../../domain/offers/offer.ts'
import type { OfferState } from '../../domain/offers/priced-basket.ts'

interface Told {
  readonly currency: Currency
  readonly nameOf: (offerId: string) => string
}

/** Why an offer stands where it stands, in words. */
export function reasonWords(state: OfferState, { window }: Pick<Offer, 'window'>, { currency, nameOf }: Told): string {
  const money = (minor: number): string => formatMinor(minor, currency)
  switch (state.kind) {
    case 'applied': {
      const given = [state.amountMinor > 0 ? `${money(state.amountMinor)} off` : '', state.points > 0 ? `${state.points} points` : ''].filter(Boolean)
      return `applied${(state.rewardCount ?? 1) > 1 ? ` ${state.rewardCount} times` : ''}, ${given.join(' and ')}`
    }
    case 'armed':
      return `waits for its goods${state.savingMinor === undefined ? '' : `, would save ${money(state.savingMinor)}`}`
    case 'not-met':
      if (state.missingGrams !== undefined) return `${state.missingGrams} g more to buy`
      return state.missingUnits === undefined ? `${money(state.missingMinor ?? 0)} more to spend` : `${state.missingUnits} more to buy`
    case 'beaten':
      return state.by.length === 0 ? 'would save nothing here' : `${state.by.map(nameOf).join(' and ')} ${state.by.length === 1 ? 'saves' : 'save'} more`
    case 'excluded':
      return exclusionWords(state.reason, window)
    default:
      return assertNever(state, 'offer state')
  }
}

function exclusionWords(reason: Extract<OfferState, { kind: 'excluded' }>['reason'], window: OfferWindow): string {
  switch (reason) {
    case 'expired':
      return `was over on ${window.untilDay}`
    case 'not-yet':
      return `begins on ${window.fromDay}`
    case 'not-now':
      return 'counts on other days or at other hours'
    case 'not-discountable':
      return 'nothing may be taken off these goods'
    case 'limit-reached':
      return 'a sale has it only so many times'
    case 'used-up':
      return 'nothing of it is left'
    case 'needs-member':
      return 'a member has it only so many times: identify her first'
    case 'member-limit':
      return 'the member has had it as often as one may'
    case 'member-day-limit':
      return 'the member has had it as often as one may on one day'
    case 'not-taken':
      return 'costs points, and she has not taken it for them'
    case 'no-allowance':
      return 'head office has released none of it to this till'
    case 'unknown-kind':
      return 'of a kind this till does not know'
    default:
      return assertNever(reason, 'exclusion')
  }
}
