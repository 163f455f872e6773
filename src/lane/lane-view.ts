import type { LaneView, ViewDevice, ViewMessage, ViewTender } from '../contract/lane-view.ts'
import type { LaneConfig } from '../contract/config.ts'
import { cashRoundingOf } from '../domain/money/cash-rounding.ts'
import type { Language } from '../domain/wording.ts'
import type { Tender } from '../domain/sale/facts.ts'
import { paidMinor } from '../domain/sale/sale.ts'
import { ageQuestion } from './inform.ts'
import { viewPayment } from './paying-state.ts'
import { openBasket, saleTime, type DoneSale, type LaneState } from './lane-state.ts'
import type { LaneStore } from './store/open-lane-store.ts'
import { viewBasket, viewElsewhere, viewSuspended } from './basket-view.ts'
import type { StoreNetwork } from './store-network/open-store-network.ts'
import { donePoints, openPoints, viewRedeem } from './points-view.ts'
import { printStateOf } from './print-state.ts'
import { viewReturn } from './view-return.ts'
import { viewWeighing, weighQuestion } from './weighing.ts'

export interface ViewParts {
  readonly state: LaneState
  readonly store: LaneStore
  readonly config: LaneConfig
  readonly devices: readonly ViewDevice[]
  readonly online: boolean
  /** Unknown until head office has answered once. */
  readonly driftSeconds: number | undefined
  readonly network: Pick<StoreNetwork, 'parked' | 'lanes'>
  readonly at: string
}

/** The lane as the screens show it, complete. */
export function laneViewOf(parts: ViewParts, edition: number): LaneView {
  const { state, store, config, devices, online, driftSeconds, network, at } = parts
  const language = laneLanguage(state, config)
  const lastContactAt = store.upload.lastContactAt()
  const lanes = network.lanes()
  const unknownOfferCount = state.shop?.unknownOffers.all.length ?? 0
  const message = urgent(state.messages.shown(), ageQuestion(state), weighQuestion(state))
  const weighing = viewWeighing(state)
  const returning = viewReturn(state, store)
  const cashRounding = cashRoundingOf(state.shop?.settings.cashRounding)
  return {
    edition,
    lane: {
      number: config.laneNumber,
      storeName: state.shop?.settings.storeName ?? config.storeId,
      cashierName: config.cashier.name,
      language,
      currency: state.shop?.settings.currency ?? { code: 'EUR', decimals: 2, symbol: '€' },
      businessDay: saleTime(state, at).day,
      ...(cashRounding ? { cashRounding } : {}),
      ...(config.wedge ? { wedge: config.wedge } : {}),
    },
    sale: viewSale(state, store),
    ...(state.nextQuantity === undefined ? {} : { nextQuantity: state.nextQuantity }),
    ...(weighing ? { weighing } : {}),
    ...(returning ? { returning } : {}),
    ...(message ? { message } : {}),
    messageCount: Math.max(0, state.messages.count() - 1),
    unknownCount: state.unknownCount,
    suspended: [...[...state.suspended.values()].map(viewSuspended), ...network.parked().map(viewElsewhere)],
    sync: { state: online ? 'online' : 'offline', waitingSaleCount: store.upload.waitingSaleCount(), ...(lastContactAt === undefined ? {} : { lastContactAt }), ...(unknownOfferCount === 0 ? {} : { unknownOfferCount }), ...(driftSeconds === undefined ? {} : { driftSeconds }) },
    ...(lanes ? { lanes } : {}),
    devices: [...devices],
  }
}

/** A stop comes before everything, then the question that blocks payment, then what is to be weighed before what merely informs. */
function urgent(shown: ViewMessage | undefined, question: ViewMessage | undefined, toWeigh: ViewMessage | undefined): ViewMessage | undefined {
  if (shown?.level === 'stop') return shown
  return question ?? (shown?.level === 'warn' ? shown : (toWeigh ?? shown))
}

/** The lane's own choice, else the store's. */
export function laneLanguage(state: LaneState, config: LaneConfig): Language {
  return config.language ?? state.shop?.settings.language ?? 'en'
}

function viewSale(state: LaneState, store: LaneStore): LaneView['sale'] {
  const basket = openBasket(state)
  if (!basket) return state.done ? viewDone(state.done, state, store) : { kind: 'idle' }
  const tenders = state.sale.kind === 'tendering' ? state.sale.tenders : []
  const shown = viewBasket(basket, state.priced, openPoints(basket, tenders, state))
  if (state.sale.kind !== 'tendering') return { kind: 'open', basket: shown }
  const paid = paidMinor(state.sale.tenders)
  return {
    kind: 'tendering',
    basket: shown,
    tenders: state.sale.tenders.map(viewTender),
    paidMinor: paid,
    leftMinor: state.priced.totals.dueMinor - paid,
    ...viewRedeem(state, tenders, state.priced.totals.dueMinor - paid),
    ...(state.sale.payment ? { payment: viewPayment(state.sale.payment, state.paying) } : {}),
  }
}

/** The slip and the terminal's numbers are for the receipt. */
function viewTender({ tenderId, tenderKind, amountMinor, points, card }: Tender): ViewTender {
  return { tenderId, tenderKind, amountMinor, ...(points === undefined ? {} : { points }), ...(card ? { card: { name: card.cardName, maskedPan: card.maskedPan } } : {}) }
}

function viewDone({ completed, basket, pointsBefore }: DoneSale, state: LaneState, store: LaneStore): LaneView['sale'] {
  return {
    kind: 'done',
    basket: viewBasket(basket, completed.priced, donePoints({ completed, basket, pointsBefore }, state)),
    receiptNumber: completed.receiptNumber,
    tenders: completed.tenders.map(viewTender),
    changeMinor: completed.changeMinor,
    ...(completed.roundingMinor === undefined ? {} : { roundingMinor: completed.roundingMinor }),
    print: printStateOf(store, completed.saleId),
    ...(completed.issued ? { nextVisit: { name: completed.issued.name, expiresOn: completed.issued.expiresOn } } : {}),
  }
}
