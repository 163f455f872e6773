import type { ReturnReason } from '../sale/sale-returned.ts'
import type { Language } from '../wording.ts'

/** Everything a receipt says in its own words. Only characters that receipt printers have: no bullets, no currency signs. */
export interface ReceiptWords {
  readonly copy: string
  readonly lane: (laneNumber: number) => string
  readonly receipt: (receiptNumber: number) => string
  readonly servedBy: (cashierName: string) => string
  readonly units: (unitCount: number, unitPrice: string) => string
  readonly weight: (kilograms: string, pricePerKilogram: string) => string
  readonly listOffer: (offerName: string) => string
  readonly coupon: (offerName: string) => string
  readonly memberOffer: (offerName: string) => string
  readonly subtotal: string
  readonly savings: string
  readonly total: (currencyCode: string) => string
  readonly itemCount: (unitCount: number) => string
  readonly cashRounding: string
  readonly cash: string
  readonly card: string
  readonly cardTerminal: (terminalId: string) => string
  readonly cardTrace: (traceNumber: string) => string
  readonly cardSlip: (terminalReceipt: string) => string
  readonly cardAuthorisation: (authorisation: string) => string
  readonly change: string
  readonly taxTable: { readonly rate: string; readonly net: string; readonly tax: string; readonly gross: string }
  readonly member: (displayName: string) => string
  readonly cardNumber: (last4: string) => string
  readonly pointsPaid: (points: number) => string
  readonly pointsEarned: string
  readonly pointsBalance: string
  readonly pointsPending: (fromDay: string) => string
  readonly nextTier: (tierName: string) => string
  readonly visits: (visitCount: number) => string
  readonly tierReached: (tierName: string) => string
  readonly notBought: string
  readonly returns: {
    readonly title: string
    readonly of: (receiptNumber: number) => string
    readonly reasons: Readonly<Record<ReturnReason, string>>
    /** An offer that gives less now than it gave. */
    readonly broken: (offerName: string) => string
    /** Goods that came back in an earlier return and are paid for now. */
    readonly earlier: string
    readonly total: (currencyCode: string) => string
    readonly pointsTaken: string
    readonly pointsGiven: string
    readonly couponsAgain: string
    readonly couponGone: string
  }
  readonly nextVisit: string
  readonly validUntil: (day: string) => string
}

const en: ReceiptWords = {
  copy: 'COPY',
  lane: (laneNumber) => `Lane ${laneNumber}`,
  receipt: (receiptNumber) => `Receipt ${receiptNumber}`,
  servedBy: (cashierName) => `Served by ${cashierName}`,
  units: (unitCount, unitPrice) => `${unitCount} × ${unitPrice}`,
  weight: (kilograms, pricePerKilogram) => `${kilograms} kg × ${pricePerKilogram}/kg`,
  listOffer: (offerName) => `List: ${offerName}`,
  coupon: (offerName) => `Coupon: ${offerName}`,
  memberOffer: (offerName) => `Member: ${offerName}`,
  subtotal: 'Subtotal',
  savings: 'You saved',
  total: (currencyCode) => `TOTAL ${currencyCode}`,
  itemCount: (unitCount) => (unitCount === 1 ? '1 item' : `${unitCount} items`),
  cashRounding: 'Cash rounding',
  cash: 'Cash',
  card: 'Card',
  cardTerminal: (terminalId) => `Terminal ${terminalId}`,
  cardTrace: (traceNumber) => `Trace ${traceNumber}`,
  cardSlip: (terminalReceipt) => `Slip ${terminalReceipt}`,
  cardAuthorisation: (authorisation) => `Auth. ${authorisation}`,
  change: 'Change',
  taxTable: { rate: 'Tax', net: 'Net', tax: 'Tax', gross: 'Gross' },
  member: (displayName) => `Member ${displayName}`,
  cardNumber: (last4) => `Card **${last4}`,
  pointsPaid: (points) => `Points (${points})`,
  pointsEarned: 'Points earned',
  pointsBalance: 'Points balance',
  pointsPending: (fromDay) => `Points from ${fromDay}`,
  nextTier: (tierName) => `To ${tierName}`,
  visits: (visitCount) => (visitCount === 1 ? '1 visit' : `${visitCount} visits`),
  tierReached: (tierName) => `You have reached ${tierName}`,
  notBought: 'Not bought from your list',
  returns: {
    title: 'RETURN',
    of: (receiptNumber) => `Of receipt ${receiptNumber}`,
    reasons: { unwanted: 'Not wanted', damaged: 'Damaged', spoiled: 'Spoiled', 'wrong-item': 'Wrong item', void: 'Sale voided' },
    broken: (offerName) => `Offer now: ${offerName}`,
    earlier: 'Returned before:',
    total: (currencyCode) => `BACK ${currencyCode}`,
    pointsTaken: 'Points taken back',
    pointsGiven: 'Points given back',
    couponsAgain: 'Coupons to use again',
    couponGone: 'The coupon of that receipt counts no more',
  },
  nextVisit: 'For your next visit',
  validUntil: (day) => `Valid until ${day}`,
}

/** The multiplication sign is an x: Chinese printers draw the sign two columns wide. */
const zh: ReceiptWords = {
  copy: '副本',
  lane: (laneNumber) => `收银台 ${laneNumber}`,
  receipt: (receiptNumber) => `小票号 ${receiptNumber}`,
  servedBy: (cashierName) => `收银员 ${cashierName}`,
  units: (unitCount, unitPrice) => `${unitCount} x ${unitPrice}`,
  weight: (kilograms, pricePerKilogram) => `${kilograms} kg x ${pricePerKilogram}/kg`,
  listOffer: (offerName) => `清单券：${offerName}`,
  coupon: (offerName) => `优惠券：${offerName}`,
  memberOffer: (offerName) => `会员：${offerName}`,
  subtotal: '小计',
  savings: '已优惠',
  total: (currencyCode) => `合计 ${currencyCode}`,
  itemCount: (unitCount) => `共 ${unitCount} 件`,
  cashRounding: '现金舍入',
  cash: '现金',
  card: '银行卡',
  cardTerminal: (terminalId) => `终端号 ${terminalId}`,
  cardTrace: (traceNumber) => `流水号 ${traceNumber}`,
  cardSlip: (terminalReceipt) => `凭证号 ${terminalReceipt}`,
  cardAuthorisation: (authorisation) => `授权码 ${authorisation}`,
  change: '找零',
  taxTable: { rate: '税率', net: '不含税', tax: '税额', gross: '含税' },
  member: (displayName) => `会员 ${displayName}`,
  cardNumber: (last4) => `卡号 **${last4}`,
  pointsPaid: (points) => `积分抵扣（${points}）`,
  pointsEarned: '本次积分',
  pointsBalance: '积分余额',
  pointsPending: (fromDay) => `${fromDay} 起可用积分`,
  nextTier: (tierName) => `距${tierName}还差`,
  visits: (visitCount) => `${visitCount} 次`,
  tierReached: (tierName) => `您已达到${tierName}`,
  notBought: '清单中还没买',
  returns: {
    title: '退货',
    of: (receiptNumber) => `原小票号 ${receiptNumber}`,
    reasons: { unwanted: '不想要了', damaged: '破损', spoiled: '变质', 'wrong-item': '拿错商品', void: '整单作废' },
    broken: (offerName) => `优惠变为：${offerName}`,
    earlier: '此前已退：',
    total: (currencyCode) => `退款 ${currencyCode}`,
    pointsTaken: '收回积分',
    pointsGiven: '退还积分',
    couponsAgain: '可再用的优惠券',
    couponGone: '原小票上的优惠券已失效',
  },
  nextVisit: '下次光临优惠',
  validUntil: (day) => `有效期至 ${day}`,
}

export const receiptWords: Readonly<Record<Language, ReceiptWords>> = { en, zh }
