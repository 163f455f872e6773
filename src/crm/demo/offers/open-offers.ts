import { amountOff, type DemoOffer, ofCategories, ofItems, percentOff, takeAndPay, together } from '../demo-offer.ts'

/** Offers nobody has to bring anything for: everyone's, every member's, and those of a tier. */
export const openOffers: readonly DemoOffer[] = [
  { offerId: 'auto-pasta', en: '3 for 2 pasta', zh: '意面买三付二', activation: { kind: 'automatic' }, condition: ofCategories(3, 'pasta'), reward: takeAndPay(3, 2), halfPaidBy: 'molino-azul-mills' },
  { offerId: 'auto-cola', en: '2 cola for 2.80', zh: '可乐 2 瓶 2.80', activation: { kind: 'automatic' }, condition: ofItems(2, 'cola-1-5-l', 'cola-zero-1-5-l'), reward: together(2, 280), halfPaidBy: 'fizzaro-drinks' },
  { offerId: 'auto-fish-friday', en: 'Fish Friday, 10% off', zh: '周五鱼类九折', activation: { kind: 'automatic' }, condition: ofCategories(1, 'fish'), reward: percentOff(10), hours: { weekdays: [5] } },
  { offerId: 'auto-evening-bakery', en: '30% off fresh bread after 19:00', zh: '19 点后现烤面包七折', activation: { kind: 'automatic' }, condition: ofItems(1, 'baguette-250-g', 'bread-rolls-bag-of-6'), reward: percentOff(30), hours: { minutes: { from: 1140, until: 1440 } } },
  { offerId: 'auto-soup', en: 'Vegetable soup 1.79', zh: '蔬菜汤 1.79', activation: { kind: 'automatic' }, condition: ofItems(1, 'vegetable-soup-500-ml'), reward: together(1, 179) },
  { offerId: 'auto-tissues', en: '0.40 off tissues', zh: '纸巾减 0.40', activation: { kind: 'automatic' }, condition: ofItems(1, 'tissues-10-packets'), reward: amountOff(40, 'unit') },
  { offerId: 'member-5-over-80', en: '5.00 off over 80.00', zh: '满 80.00 减 5.00', activation: { kind: 'member' }, condition: { kind: 'basket', spendMinor: 8000 }, reward: { kind: 'basket-amount-off', amountMinor: 500 } },
  { offerId: 'member-wine', en: '10% off wine for members', zh: '会员葡萄酒九折', activation: { kind: 'member' }, condition: ofCategories(1, 'wine'), reward: percentOff(10), halfPaidBy: 'freixal-estate' },
  { offerId: 'member-dog-treats', en: 'Dog treats 1.99 for members', zh: '会员狗零食 1.99', activation: { kind: 'member' }, condition: ofItems(1, 'dog-treats-200-g'), reward: together(1, 199), halfPaidBy: 'patusca-pets' },
  { offerId: 'member-flowers', en: '25 points with flowers', zh: '鲜花加赠 25 积分', activation: { kind: 'member' }, condition: ofCategories(1, 'flowers'), reward: { kind: 'bonus-points', points: 25 }, perTransaction: 1 },
  { offerId: 'member-weekend-points', en: 'Double points at weekends', zh: '周末双倍积分', activation: { kind: 'member' }, condition: { kind: 'basket', spendMinor: 1000 }, reward: { kind: 'points-multiplier', factorBasisPoints: 20_000 }, hours: { weekdays: [6, 7] } },
  { offerId: 'points-tulips', en: 'Tulips for 400 points', zh: '400 积分换郁金香', activation: { kind: 'member' }, condition: ofItems(1, 'tulips-bunch-of-10'), reward: percentOff(100), pointsPrice: 400 },
  { offerId: 'tier-gold-basket', en: 'Gold: 2% off everything', zh: '金卡全场 98 折', activation: { kind: 'tier', tiers: ['gold', 'platinum'] }, condition: { kind: 'basket', spendMinor: 0 }, reward: { kind: 'basket-percent-off', basisPoints: 200 } },
  { offerId: 'tier-points', en: 'Gold and silver: half as many points again', zh: '金银卡 1.5 倍积分', activation: { kind: 'tier', tiers: ['gold', 'silver', 'platinum'] }, condition: { kind: 'basket', spendMinor: 2000 }, reward: { kind: 'points-multiplier', factorBasisPoints: 15_000 } },
  { offerId: 'tier-silver-cleaning', en: 'Silver: 10% off cleaning', zh: '银卡清洁用品九折', activation: { kind: 'tier', tiers: ['silver'] }, condition: ofCategories(1, 'cleaning'), reward: percentOff(10) },
]
