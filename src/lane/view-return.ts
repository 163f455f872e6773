import type { ViewReturn } from '../contract/lane-view.ts'
import { unitCountOf } from '../domain/basket/line.ts'
import { cashRoundingOf } from '../domain/money/cash-rounding.ts'
import { moneyBack, returnableUnits } from '../domain/returns/work-out-return.ts'
import type { SaleReturned } from '../domain/sale/sale-returned.ts'
import type { LaneState } from './lane-state.ts'
import { viewPayment } from './paying-state.ts'
import { printStateOf } from './print-state.ts'
import type { OpenReturn } from './returning.ts'
import type { LaneStore } from './store/open-lane-store.ts'

/** Goods that come back, as the screen shows them: what was sold, what is back already, what is chosen, and what that comes to. */
export function viewReturn(state: LaneState, store: LaneStore): ViewReturn | undefined {
  const { returning } = state
  if (!returning) return undefined
  const { completed, reason, refund, finished } = returning
  return {
    receiptNumber: completed.receiptNumber,
    soldOn: completed.businessDay,
    ...(completed.member ? { memberName: completed.member.displayName } : {}),
    reason,
    lines: viewLines(returning),
    ...viewBack(returning, state),
    ...(refund ? { payment: viewPayment(refund, state.paying, 'give-back') } : {}),
    ...(finished ? { finished: viewFinished(finished, store) } : {}),
  }
}

function viewLines({ completed, earlier, counts, worked }: OpenReturn): ViewReturn['lines'] {
  const left = returnableUnits(completed, earlier)
  const refunds = new Map(worked?.priced.lines.map(({ lineId, refundMinor }) => [lineId, refundMinor]))
  return completed.lines.map(({ lineId, item, quantity }, index) => {
    const soldCount = unitCountOf(quantity)
    const refundMinor = refunds.get(lineId)
    return {
      lineId, number: index + 1, name: item.name, quantity, soldCount,
      backBefore: soldCount - (left.get(lineId) ?? soldCount),
      chosenCount: counts.get(lineId) ?? 0,
      paidMinor: completed.priced.lines[index]?.netMinor ?? 0,
      ...(refundMinor === undefined ? {} : { refundMinor }),
    }
  })
}

function viewBack({ worked, earlier }: OpenReturn, { shop }: LaneState): Pick<ViewReturn, 'back'> {
  if (!worked) return {}
  const { priced, inPointsMinor, cardMostMinor, clawedBack, broken } = worked
  const cashOf = (card?: 'card-confirmed'): number => moneyBack(worked, earlier, card, cashRoundingOf(shop?.settings.cashRounding)).tenders.find(({ tenderKind }) => tenderKind === 'cash')?.amountMinor ?? 0
  const back = {
    dueBackMinor: priced.dueBackMinor, taxAddedMinor: priced.dueBackMinor - priced.refundMinor, inPointsMinor,
    cashMinor: cashOf(), cardMinor: cardMostMinor, besideCardMinor: cashOf('card-confirmed'),
    pointsTaken: clawedBack.takeBack, pointsGiven: clawedBack.giveBack, couponCount: clawedBack.couponCodes.length,
    broken: broken.map((each) => ({ ...each })),
  }
  return { back }
}

function viewFinished({ saleId, receiptNumber, tenders }: SaleReturned, store: LaneStore): NonNullable<ViewReturn['finished']> {
  return { receiptNumber, tenders: tenders.map(({ tenderKind, amountMinor }) => ({ tenderKind, amountMinor })), print: printStateOf(store, saleId) }
}
