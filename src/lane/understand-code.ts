import { verifyCoupon } from '../contract/coupon-code.ts'
import { memberKey, normalisePhone } from '../contract/keyed-hash.ts'
import type { ViewMessage } from '../contract/lane-view.ts'
import { assertNever } from '../domain/assert.ts'
import type { CodeSource, Identified } from '../domain/barcode/identified.ts'
import { identify } from '../domain/barcode/identify.ts'
import { looksLikePaymentCard } from '../domain/barcode/payment-card.ts'
import type { Quantity } from '../domain/basket/line.ts'
import type { Item } from '../domain/catalog/item.ts'
import type { CouponCode } from '../domain/ids.ts'
import type { Member } from '../domain/loyalty/member.ts'
import { parseMinor } from '../domain/money/money.ts'
import type { SaleCommand } from '../domain/sale/commands.ts'
import type { IdentifiedBy } from '../domain/sale/facts.ts'
import type { ToldAt } from '../domain/sale/priced-with.ts'
import type { Shop } from './shop.ts'
import type { OwnRecords } from './store/own-records.ts'
import { pluCode } from './store/plu-code.ts'
import type { Replica } from './store/replica.ts'
import { takeManufacturerCoupon } from './take-manufacturer-coupon.ts'

/** What a code asks the sale to do, what to tell the cashier, or both. */
export interface Understood {
  readonly command?: SaleCommand
  readonly message?: ViewMessage
  /** Digits of a receipt's barcode. */
  readonly receipt?: string
}

export interface CodeContext {
  readonly shop: Shop
  readonly replica: Replica
  readonly own: OwnRecords
  /** Trading day. */
  readonly day: string
  /** Units the next item counts. */
  readonly unitCount: number
}

/** Reads one code and looks up what it names. A code that names nothing becomes a message, never a guess. */
export function understandCode(code: { readonly text: string; readonly aim?: string | undefined; readonly source: CodeSource }, context: CodeContext): Understood {
  const identified = identify(code.text, { aim: code.aim, source: code.source, ownCodes: context.shop.settings.ownCodes, unnamedEightDigits: context.shop.settings.unnamedEightDigits })
  if ('unreadable' in identified) return identified.unreadable === 'payment-card' ? warn('payment-card-rejected') : warn('unreadable', { reason: identified.unreadable, code: identified.shown })
  return lookUp(identified, code.source, context)
}

function lookUp(identified: Identified, source: CodeSource, context: CodeContext): Understood {
  const { replica } = context
  switch (identified.kind) {
    case 'item':
      return sellCode(identified, source, context)
    case 'plu':
      return sellItem({ item: replica.itemByCode(pluCode(identified.plu)), code: identified.plu, gtin: '', source }, context)
    case 'price-label':
    case 'weight-label':
      return sellLabel(identified, context)
    case 'member-card':
      return attachByKey('card', identified.number, context)
    case 'phone':
      return findByPhone(identified.number, context)
    case 'list':
      return attachByList(identified.number, context)
    case 'coupon':
      return presentCoupon(identified, context)
    case 'manufacturer-coupon':
      return takeManufacturerCoupon(identified, context)
    // Every one of these has to be asked for at a clearing house: understood, so that the cashier hears what it is, and not redeemed.
    case 'positive-offer-coupon':
      return warn('coupon-needs-clearing', { code: identified.coupon.offerCode })
    case 'add-on':
      return { message: { level: 'info', code: 'add-on-read', data: { code: identified.digits } } }
    case 'not-for-sale':
      return warn('not-for-sale', { names: identified.names })
    case 'receipt':
      return { ...warn('receipt-scanned', { code: identified.number }), receipt: identified.number }
    case 'badge':
      return warn('badge-scanned')
    default:
      return assertNever(identified, 'code')
  }
}

interface Found {
  readonly item: Item | undefined
  /** As the cashier may type it again. */
  readonly code: string
  readonly gtin: string
  readonly source: CodeSource
}

function sellItem({ item, code, gtin, source }: Found, context: CodeContext, measured: Measured = {}): Understood {
  if (!item) return warn('unknown-code', { code })
  // Head office refuses such items; one that came down before the settings changed is not worth stopping the lane for.
  if (!context.shop.settings.taxClasses.some(({ taxClassId }) => taxClassId === item.taxClassId)) return warn('item-has-no-tax', { name: item.name })
  const quantity: Quantity = measured.grams === undefined ? { kind: 'units', count: context.unitCount } : { kind: 'weight', grams: measured.grams }
  const price = measured.labelPriceMinor === undefined ? {} : { labelPriceMinor: measured.labelPriceMinor }
  return { command: { kind: 'add-item', item, gtin, quantity, entry: source === 'keyed' ? 'keyed' : 'scanned', ...price, itemsAt: context.replica.place('items') } }
}

interface Measured {
  readonly grams?: number | undefined
  readonly labelPriceMinor?: number | undefined
}

/** What is past its date is not sold. A weight or price inside the code counts for items sold by weight. */
function sellCode(code: Extract<Identified, { kind: 'item' }>, source: CodeSource, context: CodeContext): Understood {
  const { shop, replica, day } = context
  const item = replica.itemByCode(code.gtin)
  if (code.expiresOn !== undefined && code.expiresOn < day) return warn('item-expired', { date: code.expiresOn, name: item?.name ?? code.gtin })
  const labelPriceMinor = code.price === undefined ? undefined : parseMinor(code.price, shop.settings.currency)
  const measured: Measured = item?.soldBy === 'weight' ? (labelPriceMinor === undefined ? { grams: code.grams } : { labelPriceMinor }) : {}
  return sellItem({ item, code: code.gtin, gtin: code.gtin, source }, context, measured)
}

function sellLabel(label: Extract<Identified, { kind: 'price-label' | 'weight-label' }>, { replica }: CodeContext): Understood {
  const item = replica.itemByCode(pluCode(label.plu))
  if (!item) return warn('unknown-code', { code: label.plu })
  const quantity = label.kind === 'weight-label' ? { kind: 'weight' as const, grams: label.grams } : { kind: 'units' as const, count: 1 }
  const price = label.kind === 'price-label' ? { labelPriceMinor: label.priceMinor } : {}
  return { command: { kind: 'add-item', item, gtin: '', quantity, entry: 'weighed-label', ...price, itemsAt: replica.place('items') } }
}

/** Finds a member by the number she gave at the lane. */
export function findByPhone(phone: string, context: CodeContext): Understood {
  if (looksLikePaymentCard(phone, 'code')) return warn('payment-card-rejected')
  const digits = normalisePhone(phone)
  return digits === undefined ? warn('phone-unreadable') : attachByKey('phone', digits, context)
}

function attachByKey(kind: 'card' | 'phone', digits: string, context: CodeContext): Understood {
  const member = context.replica.memberByKey(memberKey(context.shop.settings.memberSecret, kind, digits))
  return member ? attach(member, kind, context) : warn('member-unknown')
}

function attach(member: Member, identifiedBy: IdentifiedBy, { replica, day }: CodeContext): Understood {
  return { command: { kind: 'attach-member', member, list: replica.listOf(member.memberId, day), identifiedBy, toldAt: toldAt(replica) } }
}

function toldAt(replica: Replica): ToldAt {
  return { members: replica.place('members'), lists: replica.place('lists') }
}

/** An old list still tells who she is: her current one is used, and the cashier is told. */
function attachByList(number: string, context: CodeContext): Understood {
  const list = context.replica.listByNumber(number)
  const member = list && context.replica.member(list.memberId)
  if (!list || !member) return warn('list-unknown')
  const current = list.fromDay <= context.day && context.day <= list.untilDay
  if (current) return { command: { kind: 'attach-member', member, list, identifiedBy: 'list', toldAt: toldAt(context.replica) } }
  return { ...attach(member, 'list', context), ...warn('list-expired', { date: list.untilDay }) }
}

function presentCoupon(coupon: Extract<Identified, { kind: 'coupon' }>, { shop, own, day }: CodeContext): Understood {
  const offer = shop.book.byCouponReference.get(coupon.reference)
  if (offer?.activation.kind !== 'coupon') return warn('coupon-unknown', { code: coupon.reference })
  const { singleUse } = offer.activation
  if (singleUse && !verifyCoupon({ secret: shop.settings.couponSecret, reference: coupon.reference, serial: coupon.serial, expiresOn: coupon.expiresOn })) return warn('coupon-forged')
  if (coupon.expiresOn !== undefined && coupon.expiresOn < day) return warn('coupon-expired', { date: coupon.expiresOn })
  const couponCode = `${coupon.reference}${coupon.serial}` as CouponCode
  if (singleUse && own.couponSpent(couponCode)) return warn('coupon-spent')
  return { command: { kind: 'present-coupon', coupon: { couponCode, offerId: offer.offerId, name: offer.name, singleUse } } }
}

function warn(code: string, data: ViewMessage['data'] = {}): Understood {
  return { message: { level: 'warn', code, data } }
}
