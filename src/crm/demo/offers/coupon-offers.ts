import { amountOff, couponReference, type DemoOffer, ofCategories, ofItems, ofSet, percentOff, takeAndPay } from '../demo-offer.ts'

interface CouponOffer extends Omit<DemoOffer, 'activation'> {
  /** Number inside the coupon's code; never given to another offer. */
  readonly number: number
  /** Good for everybody as often as they like; without it one coupon counts once. */
  readonly everybody?: true
}

const written: readonly CouponOffer[] = [
  { number: 1, offerId: 'coupon-coffee', en: '1.00 off your next coffee', zh: '下次买咖啡减 1.00', condition: ofCategories(1, 'coffee'), reward: amountOff(100), perTransaction: 1, halfPaidBy: 'norteiro-roasters' },
  { number: 2, offerId: 'coupon-fish', en: '15% off fish', zh: '鱼类 85 折', condition: ofCategories(1, 'fish'), reward: percentOff(15), halfPaidBy: 'mar-sereno-fisheries' },
  { number: 3, offerId: 'coupon-shampoo', en: '30% off 2 shampoos', zh: '洗发水 2 瓶七折', condition: ofItems(2, 'shampoo-daily-400-ml', 'shampoo-anti-dandruff-400-ml'), reward: percentOff(30), halfPaidBy: 'suavela-care' },
  { number: 4, offerId: 'coupon-cheese', en: '15% off cheese', zh: '奶酪 85 折', condition: ofCategories(1, 'cheese'), reward: percentOff(15) },
  { number: 5, offerId: 'coupon-own-label', en: '15% off everything Everyday', zh: 'Everyday 自有品牌 85 折', condition: ofSet(1, { brands: ['Everyday'] }), reward: percentOff(15) },
  { number: 6, offerId: 'coupon-frozen', en: '20% off frozen food', zh: '冷冻食品八折', condition: ofSet(1, { departmentIds: ['frozen'] }), reward: percentOff(20), halfPaidBy: 'polar-bay-frozen' },
  { number: 7, offerId: 'coupon-yoghurt', en: '4 for 3 yoghurt', zh: '酸奶买四付三', condition: ofCategories(4, 'yoghurt'), reward: takeAndPay(4, 3), halfPaidBy: 'serra-clara-dairies' },
  { number: 8, offerId: 'coupon-pastry', en: '1.00 off cakes and pastry', zh: '糕点减 1.00', condition: ofCategories(1, 'pastry'), reward: amountOff(100), perTransaction: 1 },
  { number: 9, offerId: 'coupon-meat', en: '10% off meat', zh: '肉类九折', condition: ofCategories(1, 'meat'), reward: percentOff(10), halfPaidBy: 'praceta-butchers' },
  { number: 10, offerId: 'coupon-cleaning', en: '25% off cleaning', zh: '清洁用品 75 折', condition: ofCategories(1, 'cleaning', 'dishwashing'), reward: percentOff(25), halfPaidBy: 'brisa-branca-homecare' },
  { number: 11, offerId: 'coupon-baby', en: '2.00 off baby goods from 10.00', zh: '婴儿用品满 10.00 减 2.00', condition: { kind: 'spend', set: { categoryIds: ['baby'] }, spendMinor: 1000 }, reward: amountOff(200), perTransaction: 1 },
  { number: 12, offerId: 'coupon-pets', en: '15% off pet food', zh: '宠物食品 85 折', condition: ofCategories(1, 'cat', 'dog'), reward: percentOff(15), halfPaidBy: 'patusca-pets' },
  { number: 13, offerId: 'coupon-plant-based', en: '20% off plant-based', zh: '植物基食品八折', condition: ofSet(1, { tags: ['plant-based'] }), reward: percentOff(20) },
  { number: 14, offerId: 'coupon-3-over-30', en: '3.00 off over 30.00', zh: '满 30.00 减 3.00', condition: { kind: 'basket', spendMinor: 3000 }, reward: { kind: 'basket-amount-off', amountMinor: 300 } },
  { number: 15, offerId: 'coupon-5-over-50', en: '5.00 off over 50.00', zh: '满 50.00 减 5.00', condition: { kind: 'basket', spendMinor: 5000 }, reward: { kind: 'basket-amount-off', amountMinor: 500 } },
  { number: 16, offerId: 'coupon-points-over-40', en: '200 points over 40.00', zh: '满 40.00 加赠 200 积分', condition: { kind: 'basket', spendMinor: 4000 }, reward: { kind: 'bonus-points', points: 200 } },
  { number: 17, offerId: 'coupon-tea-for-all', en: '0.50 off tea, from the leaflet', zh: '传单券：茶叶减 0.50', condition: ofCategories(1, 'tea'), reward: amountOff(50, 'unit'), everybody: true },
  { number: 18, offerId: 'coupon-sun-cream', en: '20% off sun cream, ended', zh: '防晒霜八折（已结束）', condition: ofItems(1, 'sun-cream-spf-50-200-ml'), reward: percentOff(20), days: { from: -90, until: -7 } },
]

/** Printed on receipts for the next visit, and one from the leaflet. */
export const couponOffers: readonly DemoOffer[] = written.map(({ number, everybody, ...offer }) => ({
  ...offer,
  activation: { kind: 'coupon', reference: couponReference(number), singleUse: everybody !== true },
}))
