import type { CashierId, CommandId, SaleId, TenderId } from '../../src/domain/ids.ts'
import { apply } from '../../src/domain/sale/apply.ts'
import type { Given, SaleCommand } from '../../src/domain/sale/commands.ts'
import { decide, isRefusal } from '../../src/domain/sale/decide.ts'
import type { SaleCompleted } from '../../src/domain/sale/facts.ts'
import { noSale } from '../../src/domain/sale/sale.ts'
import { noDevices } from '../../src/lane/hardware.ts'
import { openLane } from '../../src/lane/lane.ts'
import { openBasket, openLaneState, repriceSale, saleTime, type LaneState } from '../../src/lane/lane-state.ts'
import type { Clock } from '../../src/lane/real-clock.ts'
import type { LaneStore } from '../../src/lane/store/open-lane-store.ts'
import { understandCode } from '../../src/lane/understand-code.ts'
import type { Customer, Scan } from './agree-customers.ts'

/** What selling came to; scans the lane said no to (a spent coupon, say) are counted and left out. */
export interface Sold {
  readonly completed: SaleCompleted | undefined
  readonly refusedCount: number
}

/**
 * A lane without journal and screen: codes are understood and looked up in its replica, decided, applied and the basket
 * priced after every single scan, all by the lane's own code.
 */
export function openQuickLane(store: LaneStore, at: string): { sell(customer: Customer): Sold } {
  const state = openLaneState(store, at)
  let receiptNumber = 0
  return {
    sell({ at: now, scans }) {
      const refusedCount = scans.filter((scan) => !ringUp(state, store, scan, now)).length
      const basket = openBasket(state)
      if (!basket || basket.lines.length === 0) {
        state.sale = noSale
        return { completed: undefined, refusedCount }
      }
      receiptNumber += 1
      tell(state, store, { kind: 'open-tender' }, now, receiptNumber)
      if (state.sale.kind === 'tendering') tell(state, store, { kind: 'take-tender', tenderKind: 'cash', amountMinor: state.priced.totals.dueMinor }, now, receiptNumber)
      const { sale } = state
      state.sale = noSale
      state.seenAllowances.clear()
      return { completed: sale.kind === 'completed' ? sale.completed : undefined, refusedCount }
    },
  }
}

function ringUp(state: LaneState, store: LaneStore, { text, unitCount }: Scan, at: string): boolean {
  if (!state.shop) throw new Error('the lane has no settings')
  const { command } = understandCode({ text, source: 'scanner' }, { shop: state.shop, replica: store.replica, own: store.own, day: saleTime(state, at).day, unitCount })
  if (!command || !tell(state, store, command, at, 0)) return false
  const pending = openBasket(state)?.lines.find((line) => line.state === 'pending-age')
  if (pending) tell(state, store, { kind: 'answer-age', lineId: pending.lineId, oldEnough: true }, at, 0)
  return true
}

function tell(state: LaneState, store: LaneStore, command: SaleCommand, at: string, receiptNumber: number): boolean {
  const decision = decide(state.sale, command, givenFor(state, at, receiptNumber))
  if (isRefusal(decision)) return false
  state.sale = decision.reduce(apply, state.sale)
  if (state.sale.kind !== 'completed') repriceSale(state, store, at)
  return true
}

function givenFor(state: LaneState, at: string, receiptNumber: number): Given {
  return {
    at, time: saleTime(state, at), cashierId: 'maria' as CashierId, newSaleId: crypto.randomUUID() as SaleId, newTenderId: 'tender-1' as TenderId,
    priced: state.priced, pricedWith: state.pricedWith, receiptNumber, pointsBalance: state.pointsBefore.balance, pointsPending: state.pointsBefore.pending,
    loyalty: state.shop?.settings.loyalty, mostPointsPerSale: state.shop?.settings.earnRules.mostPerSale,
  }
}

/** The whole lane, with its journal. */
export function openWholeLane(store: LaneStore, laneNumber: number): { sell(customer: Customer): Sold } {
  let at = '2026-01-01T00:00:00.000Z'
  const clock: Clock = { now: () => at, after: () => () => undefined }
  const { storeId } = store.identity
  const config = { storeId, laneNumber, dataDir: '', crm: { url: 'http://127.0.0.1:1', token: 'no-token-is-needed-here' }, kiosk: { port: 0 }, cashier: { cashierId: 'maria', name: 'Maria S.' }, devices: [] }
  const lane = openLane({ config, store, devices: noDevices, clock, newId: () => crypto.randomUUID() })
  const ask = (body: Parameters<typeof lane.handle>[0]['body']): boolean => lane.handle({ id: crypto.randomUUID() as CommandId, body }).kind === 'ok'
  return {
    sell(customer) {
      at = customer.at
      let refusedCount = 0
      const basketNow = () => {
        const { sale } = lane.view()
        return sale.kind === 'idle' ? undefined : sale.basket
      }
      for (const { text, unitCount } of customer.scans) {
        if (unitCount > 1) ask({ name: 'setNextQuantity', unitCount })
        if (!ask({ name: 'scan', text })) refusedCount += 1
        const pending = basketNow()?.lines.find((line) => line.state === 'pending-age')
        if (pending) ask({ name: 'answerAge', lineId: pending.lineId, oldEnough: true })
      }
      const before = store.own.lastReceiptNumber()
      if (!ask({ name: 'openTender' })) {
        ask({ name: 'voidSale' })
        return { completed: undefined, refusedCount }
      }
      if (store.own.lastReceiptNumber() === before) ask({ name: 'takeCash', givenMinor: basketNow()?.totals.dueMinor ?? 0 })
      return { completed: store.own.lastReceiptNumber() > before ? store.journal.completedSale()?.fact : undefined, refusedCount }
    },
  }
}
