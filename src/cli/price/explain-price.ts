import { cashRoundingOf, roundCash } from '../../domain/money/cash-rounding.ts'
import { formatMinor, type Currency } from '../../domain/money/money.ts'
import { manufacturerOffer } from '../../domain/offers/manufacturer-offer.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import type { PricedReturn } from '../../domain/offers/price-return.ts'
import type { PricedBasket } from '../../domain/offers/priced-basket.ts'
import type { SalePoints } from '../../domain/sale/facts.ts'
import type { TaxLine } from '../../domain/tax/tax.ts'
import type { PriceDocument } from './price-document.ts'
import type { PricedDocument } from './price-document-basket.ts'
import { offerWords } from './offer-words.ts'
import { pointsWords } from './points-words.ts'
import { reasonWords } from './reason-words.ts'

/** The priced basket as a cashier reads it out: lines with their discounts, totals, tax, and why each offer stands where it stands. */
export function explainPrice(document: PriceDocument, { lines, priced, returned, points, clawedBack }: PricedDocument): string[] {
  const { currency } = document
  const names = lines.map(({ item }) => item.name.en)
  return [
    ...(document.title === undefined ? [] : [document.title, '']),
    ...lineRows(lines, priced, currency),
    row('gross', money(priced.totals.grossMinor, currency)),
    row('discount', money(-priced.totals.discountMinor, currency)),
    ...priced.tax.filter(({ rateBasisPoints }) => rateBasisPoints > 0).map((each) => taxRow(each, currency)),
    row('to pay', money(priced.totals.dueMinor, currency)),
    ...(document.cashRounding === undefined ? [] : [row('to pay in cash', money(roundCash(priced.totals.dueMinor, cashRoundingOf(document.cashRounding)), currency))]),
    ...(points ? pointsRows(points) : []),
    ...offerRows(document, priced),
    proofRow(priced, currency),
    ...(returned ? returnRows(returned, lines.map(({ lineId }, index) => ({ lineId, name: names[index] ?? '' })), currency) : []),
    ...(clawedBack && clawedBack.takeBack > 0 ? [row('points taken back', String(-clawedBack.takeBack))] : []),
    ...(clawedBack && clawedBack.giveBack > 0 ? [row('points given back', String(clawedBack.giveBack))] : []),
  ]
}

/** Why these points: parts that add up. */
function pointsRows({ earned, spent = 0, parts = [] }: SalePoints): string[] {
  return [
    ...(spent > 0 ? [row('points paid with', String(-spent))] : []),
    ...(earned > 0 || parts.length > 0 ? [row('points', String(earned))] : []),
    ...(parts.length > 1 ? parts.map((part) => row(`- ${pointsWords(part).replace(/ -?\d+$/, '')}`, String(part.points))) : []),
  ]
}

function lineRows(lines: PricedDocument['lines'], priced: PricedBasket, currency: Currency): string[] {
  return priced.lines.flatMap((line, index) => {
    const { item, quantity } = lines[index] ?? {}
    const count = quantity?.kind === 'weight' ? `${quantity.grams} g` : `${quantity?.count ?? 0} x`
    const discounts = line.discounts.map(({ name, unitCount, amountMinor }) => row(`- ${name.en}${unitCount > 0 ? ` (${unitCount} x)` : ''}`, money(-amountMinor, currency)))
    return [row(item?.name.en ?? '', money(line.grossMinor, currency), count), ...discounts]
  })
}

function taxRow({ name, rateBasisPoints, kind, netMinor, taxMinor }: TaxLine, currency: Currency): string {
  const base = money(kind === 'included' ? netMinor + taxMinor : netMinor, currency)
  return row(`${name} ${rateBasisPoints / 100} % ${kind === 'included' ? 'inside' : 'on top of'} ${base}`, money(taxMinor, currency))
}

function offerRows({ offers: written, currency }: PriceDocument, { outcomes }: PricedBasket): string[] {
  const offers = [...written, ...outcomes.flatMap(({ couponCode = '' }) => madeByCoupon(couponCode))]
  const rows = outcomes.flatMap((outcome) => {
    const offer = offers.find(({ offerId }) => offerId === outcome.offerId)
    if (!offer) return [`  ${outcome.name.en}: ${reasonWords(outcome.state, noWindow, { currency, nameOf: (offerId) => offerId })}`]
    const coupon = outcome.couponCode === undefined ? '' : `, coupon ${outcome.couponCode}`
    const nameOf = (offerId: string): string => offers.find((each) => each.offerId === offerId)?.name.en ?? offerId
    return [`  ${outcome.name.en} (${offerWords(offer, currency)}${coupon}): ${reasonWords(outcome.state, offer, { currency, nameOf })}`]
  })
  return rows.length === 0 ? [] : ['offers', ...rows]
}

/** Of an offer whose terms this program cannot read. */
const noWindow = { window: { fromDay: '', untilDay: '' } }

/** A manufacturer's coupon is an offer of its own, and its code the offer's name. */
function madeByCoupon(couponCode: string): Offer[] {
  const own = manufacturerOffer(couponCode)
  return own && 'offer' in own ? [own.offer] : []
}

function proofRow({ provenBest, discountAtMostMinor, totals }: PricedBasket, currency: Currency): string {
  if (provenBest) return 'no choice of these offers takes more off: proven'
  return `the search for the best choice of offers ended at its limit: no choice takes more than ${money(discountAtMostMinor ?? totals.grossMinor, currency)} off`
}

function returnRows({ lines, tax, dueBackMinor, kept }: PricedReturn, sold: readonly { readonly lineId: string; readonly name: string }[], currency: Currency): string[] {
  return [
    'brought back',
    ...lines.map(({ lineId, unitCount, paidMinor, refundMinor }) => row(`${sold.find((each) => each.lineId === lineId)?.name ?? ''}, paid ${money(paidMinor, currency)}`, money(-refundMinor, currency), `${unitCount} x`)),
    ...tax.filter(({ rateBasisPoints }) => rateBasisPoints > 0).map((each) => taxRow({ ...each, netMinor: -each.netMinor, taxMinor: -each.taxMinor }, currency)),
    row('to give back', money(-dueBackMinor, currency)),
    row('the rest by itself costs', money(kept.totals.dueMinor, currency)),
  ]
}

function row(text: string, amount: string, count = ''): string {
  return `${count.padStart(8)}  ${text.padEnd(40)} ${amount.padStart(10)}`
}

function money(minor: number, currency: Currency): string {
  return formatMinor(minor, currency)
}
