import { assertNever } from '../assert.ts'
import { grossOf, type Line, type Quantity } from '../basket/line.ts'
import { bornOnOrBefore } from '../business-day/business-time.ts'
import { priceOn, type Item, type SoldItem } from '../catalog/item.ts'
import type { LineId } from '../ids.ts'
import { pointsForAmount } from '../loyalty/redeem-points.ts'
import { pointsPriceOf, priceOfTaken } from '../loyalty/take-for-points.ts'
import { apply } from './apply.ts'
import type { Given, SaleCommand, SaleRefusal } from './commands.ts'
import { completeSale } from './complete-sale.ts'
import { askPayment, endPayment, settlePayment, waitsForTerminal } from './decide-payment.ts'
import type { Fact, TenderKind } from './facts.ts'
import type { HistoryPlace } from './priced-with.ts'
import { soldLines, type Basket, type Sale } from './sale.ts'
import { takeMoney, tenderTrouble } from './take-money.ts'

/** The most units one line may hold. */
const maxUnitCount = 999

export function isRefusal(decision: readonly Fact[] | SaleRefusal): decision is SaleRefusal {
  return 'refused' in decision
}

/**
 * The rules of selling: what a command does to a sale, as facts, or why the shop says no.
 * Pure: the same sale, command and circumstances always give the same answer.
 */
export function decide(sale: Sale, command: SaleCommand, given: Given): Fact[] | SaleRefusal {
  const waiting = waitsForTerminal(sale, command)
  if (waiting) return waiting
  switch (command.kind) {
    case 'add-item':
    case 'attach-member':
    case 'present-coupon':
      return inOpenSale(sale, given, (basket) => decideScan(basket, command, given))
    case 'void-line':
      return withBasket(sale, (basket) => voidLine(basket, command.lineId))
    case 'undo-last':
      return withBasket(sale, undoLast)
    case 'answer-age':
      return withBasket(sale, (basket) => answerAge(basket, command, given))
    case 'detach-member':
      return withBasket(sale, (basket) => (basket.attached ? [{ kind: 'member-detached', saleId: basket.saleId }] : { refused: 'no-member' }))
    case 'take-offer':
      return withBasket(sale, (basket) => takeOffer(basket, command, given))
    case 'open-tender':
      return openTender(sale, given)
    case 'leave-tender':
      return leaveTender(sale)
    case 'take-tender':
      return takeTender(sale, command, given)
    case 'return-tender':
      return returnTender(sale, command, given)
    case 'ask-payment':
      return askPayment(sale, command, given)
    case 'end-payment':
      return endPayment(sale, command, given)
    case 'settle-payment':
      return settlePayment(sale, command.paid, given)
    case 'suspend':
      return withBasket(sale, (basket) => (soldLines(basket).length === 0 ? { refused: 'basket-empty' } : [{ kind: 'sale-suspended', saleId: basket.saleId, suspendedAt: given.at }]))
    case 'void-sale':
      return withBasket(sale, (basket) => [{ kind: 'sale-voided', saleId: basket.saleId, voidedAt: given.at }])
    default:
      return assertNever(command, 'sale command')
  }
}

type Scanned = Extract<SaleCommand, { readonly kind: 'add-item' | 'attach-member' | 'present-coupon' }>

function decideScan(basket: Basket, command: Scanned, given: Given): Fact[] | SaleRefusal {
  switch (command.kind) {
    case 'add-item':
      return addItem(basket, command, given)
    case 'attach-member':
      return attachMember(basket, command)
    case 'present-coupon':
      return basket.coupons.some((coupon) => coupon.couponCode === command.coupon.couponCode)
        ? { refused: 'coupon-already-presented' }
        : [{ kind: 'coupon-presented', saleId: basket.saleId, coupon: command.coupon }]
    default:
      return assertNever(command, 'scan')
  }
}

/** Runs a rule on the open basket, opening a sale first where none is; a sale with money on the table takes nothing more. */
function inOpenSale(sale: Sale, given: Given, rule: (basket: Basket) => Fact[] | SaleRefusal): Fact[] | SaleRefusal {
  if (sale.kind === 'open') return rule(sale.basket)
  if (sale.kind === 'tendering') return sale.tenders.length > 0 ? { refused: 'sale-being-paid' } : rule(sale.basket)
  const opened: Fact = { kind: 'sale-opened', saleId: given.newSaleId, openedAt: given.at, businessDay: given.time.day, cashierId: given.cashierId }
  const openedSale = apply(sale, opened)
  const facts = openedSale.kind === 'open' ? rule(openedSale.basket) : []
  return isRefusal(facts) ? facts : [opened, ...facts]
}

/** Runs a rule on a basket that is open, or whose payment has not taken any money yet. */
function withBasket(sale: Sale, rule: (basket: Basket) => Fact[] | SaleRefusal): Fact[] | SaleRefusal {
  if (sale.kind === 'open') return rule(sale.basket)
  if (sale.kind !== 'tendering') return { refused: 'no-sale-open' }
  return sale.tenders.length > 0 ? { refused: 'sale-being-paid' } : rule(sale.basket)
}

function addItem(basket: Basket, command: Extract<SaleCommand, { kind: 'add-item' }>, given: Given): Fact[] | SaleRefusal {
  const { item, quantity, labelPriceMinor } = command
  const price = priceOn(item, given.time.day)
  if (!price && labelPriceMinor === undefined) return { refused: 'item-has-no-price', itemId: item.itemId, day: given.time.day }
  if (quantity.kind === 'units' && item.soldBy === 'weight' && labelPriceMinor === undefined) return { refused: 'needs-weight' }
  if (!withinBounds(quantity)) return { refused: 'quantity-out-of-range', count: quantity.kind === 'units' ? quantity.count : quantity.grams }
  const unitPriceMinor = labelPriceMinor ?? price?.priceMinor ?? 0
  const line: Line = {
    lineId: String(basket.lines.length + 1) as LineId,
    item: soldItem(item, command.gtin, unitPriceMinor),
    quantity,
    entry: command.entry,
    grossMinor: grossOf(unitPriceMinor, quantity),
    state: needsAgeCheck(basket, item.ageYears) ? 'pending-age' : 'sold',
  }
  return [{ kind: 'line-added', saleId: basket.saleId, line, ...(hasMoved(basket, command.itemsAt) ? { itemsAt: command.itemsAt } : {}) }]
}

/** A place without a mark is told apart from no other. */
function hasMoved({ itemsAt }: Basket, now: HistoryPlace | undefined): boolean {
  const last = itemsAt?.at(-1)
  return now !== undefined && now.mark !== '' && !(last && last.change === now.change && last.mark === now.mark)
}

function withinBounds(quantity: Quantity): boolean {
  return quantity.kind === 'units' ? quantity.count >= 1 && quantity.count <= maxUnitCount : quantity.grams >= 1 && quantity.grams <= 99_999
}

function soldItem(item: Item, gtin: string, unitPriceMinor: number): SoldItem {
  return {
    itemId: item.itemId,
    gtin,
    name: item.name,
    departmentId: item.departmentId,
    categoryId: item.categoryId,
    brand: item.brand,
    supplierId: item.supplierId,
    tags: item.tags,
    taxClassId: item.taxClassId,
    discountable: item.discountable,
    ageYears: item.ageYears,
    ...(item.familyCodes ? { familyCodes: item.familyCodes } : {}),
    unitPriceMinor,
  }
}

/** One answer covers the whole sale: who was old enough for the first bottle is old enough for the second. */
function needsAgeCheck(basket: Basket, ageYears: number | undefined): boolean {
  if (ageYears === undefined) return false
  return !basket.lines.some((line) => line.state === 'sold' && (line.item.ageYears ?? 0) >= ageYears)
}

function attachMember(basket: Basket, command: Extract<SaleCommand, { kind: 'attach-member' }>): Fact[] | SaleRefusal {
  const here = basket.attached
  const sameMember = here?.member.memberId === command.member.memberId
  if (here && !sameMember) return { refused: 'member-already-attached', displayName: here.member.displayName }
  if (here && (here.list?.listId === command.list?.listId || !command.list)) return []
  return [{ kind: 'member-attached', saleId: basket.saleId, member: command.member, list: command.list, identifiedBy: command.identifiedBy, toldAt: command.toldAt }]
}

function voidLine(basket: Basket, lineId: LineId): Fact[] | SaleRefusal {
  const line = soldLines(basket).find((candidate) => candidate.lineId === lineId)
  return line ? [{ kind: 'line-voided', saleId: basket.saleId, lineId }] : { refused: 'line-not-found' }
}

/** The last line, or a coupon that was presented after it: line ids count from 1 in the order they came. */
function undoLast(basket: Basket): Fact[] | SaleRefusal {
  const last = soldLines(basket).at(-1)
  const coupon = basket.coupons.at(-1)
  if (coupon && (coupon.lineCount ?? 0) >= Number(last?.lineId ?? 0)) return [{ kind: 'coupon-withdrawn', saleId: basket.saleId, couponCode: coupon.couponCode }]
  return last ? [{ kind: 'line-voided', saleId: basket.saleId, lineId: last.lineId }] : { refused: 'nothing-to-undo' }
}

function answerAge(basket: Basket, answer: { lineId: LineId; oldEnough: boolean }, given: Given): Fact[] | SaleRefusal {
  const asked = basket.lines.find((line) => line.lineId === answer.lineId && line.state === 'pending-age')
  if (!asked) return { refused: 'age-not-asked' }
  if (!answer.oldEnough) return [{ kind: 'line-voided', saleId: basket.saleId, lineId: asked.lineId }]
  const ageYears = asked.item.ageYears ?? 0
  const covered = basket.lines.filter((line) => line.state === 'pending-age' && (line.item.ageYears ?? 0) <= ageYears)
  return covered.map((line) => ({
    kind: 'age-confirmed',
    saleId: basket.saleId,
    lineId: line.lineId,
    bornOnOrBefore: bornOnOrBefore(given.time.day, line.item.ageYears ?? 0),
    cashierId: given.cashierId,
  }))
}

/** What a member takes for points she must be able to pay, all of it together. */
function takeOffer(basket: Basket, { offer: { offerId, name, pointsPrice }, rewardCount }: Extract<SaleCommand, { kind: 'take-offer' }>, given: Given): Fact[] | SaleRefusal {
  if (!basket.attached) return { refused: 'no-member' }
  if (pointsPrice === undefined) return { refused: 'points-not-taken' }
  const others = (basket.taken ?? []).filter((each) => each.offerId !== offerId)
  const missing = priceOfTaken(others) + rewardCount * pointsPrice - given.pointsBalance
  if (rewardCount > 0 && missing > 0) return { refused: 'points-too-few-for-offer', count: missing }
  return [{ kind: 'offer-taken', saleId: basket.saleId, offerId, name, pointsPrice, rewardCount }]
}

/** A basket that costs nothing has nothing to take: Pay completes it. */
function openTender(sale: Sale, given: Given): Fact[] | SaleRefusal {
  if (sale.kind === 'tendering') return []
  if (sale.kind !== 'open') return { refused: 'no-sale-open' }
  const lines = soldLines(sale.basket)
  if (lines.length === 0) return { refused: 'basket-empty' }
  const pending = lines.find((line) => line.state === 'pending-age')
  if (pending) return { refused: 'age-pending', lineId: pending.lineId }
  const pointsPrice = pointsPriceOf(given.priced)
  // The points may have been spent while the sale was parked.
  if (pointsPrice > 0 && pointsPrice > given.pointsBalance) return { refused: 'points-too-few-for-offer', count: pointsPrice - given.pointsBalance }
  const opened: Fact = { kind: 'tender-opened', saleId: sale.basket.saleId }
  return given.priced.totals.dueMinor === 0 ? [opened, completeSale(sale.basket, { tenders: [], changeMinor: 0, roundingMinor: 0 }, given)] : [opened]
}

function leaveTender(sale: Sale): Fact[] | SaleRefusal {
  if (sale.kind !== 'tendering') return { refused: 'not-being-paid' }
  return sale.tenders.length > 0 ? { refused: 'tender-taken' } : [{ kind: 'tender-left', saleId: sale.basket.saleId }]
}

function takeTender(sale: Sale, { tenderKind, amountMinor }: Extract<SaleCommand, { kind: 'take-tender' }>, given: Given): Fact[] | SaleRefusal {
  if (sale.kind !== 'tendering') return { refused: 'not-being-paid' }
  return tenderTrouble(sale, tenderKind, amountMinor, given) ?? takeMoney(sale, { tenderId: given.newTenderId, tenderKind, amountMinor, ...pointsOf(tenderKind, amountMinor, given) }, given)
}

function pointsOf(tenderKind: TenderKind, amountMinor: number, { loyalty }: Given): { readonly points?: number } {
  const points = tenderKind === 'points' && loyalty?.redeem ? pointsForAmount(loyalty.redeem, amountMinor) : undefined
  return points === undefined ? {} : { points }
}

/** What a terminal took, only a terminal gives back; everything else goes back over the counter. */
function returnTender(sale: Sale, { tenderId, reversal }: Extract<SaleCommand, { kind: 'return-tender' }>, given: Given): Fact[] | SaleRefusal {
  if (sale.kind !== 'tendering') return { refused: 'not-being-paid' }
  const tender = sale.tenders.find((candidate) => candidate.tenderId === tenderId)
  if (!tender) return { refused: 'tender-not-found' }
  const { saleId } = sale.basket
  if (tender.tenderKind !== 'card') return [{ kind: 'tender-returned', saleId, tenderId }]
  return reversal ? [{ kind: 'reversal-asked', saleId, tenderId, amountMinor: tender.amountMinor, askedAt: given.at, ...reversal }] : { refused: 'terminal-away' }
}
