import { amountOff, type DemoOffer, ofCategories, ofItems, ofSet, percentOff, takeAndPay, together } from '../demo-offer.ts'

type ListOffer = Omit<DemoOffer, 'activation'>

/** Armed by a member's personal list, for things most households buy again and again. */
const written: readonly ListOffer[] = [
  { offerId: 'list-whole-milk', en: '0.40 off whole milk', zh: '全脂牛奶减 0.40', condition: ofItems(1, 'whole-milk-1-l'), reward: amountOff(40, 'unit'), perTransaction: 2, halfPaidBy: 'serra-clara-dairies' },
  { offerId: 'list-semi-skimmed-milk', en: '6 semi-skimmed milk for 5.40', zh: '半脱脂牛奶 6 盒 5.40', condition: ofItems(6, 'semi-skimmed-milk-1-l'), reward: together(6, 540), halfPaidBy: 'serra-clara-dairies' },
  { offerId: 'list-plant-drinks', en: '15% off plant drinks', zh: '植物奶 85 折', condition: ofItems(1, 'oat-drink-1-l', 'soya-drink-1-l'), reward: percentOff(15) },
  { offerId: 'list-greek-yoghurt', en: '2 Greek yoghurt for 3.00', zh: '希腊酸奶 2 件 3.00', condition: ofItems(2, 'greek-yoghurt-500-g'), reward: together(2, 300), perTransaction: 2, halfPaidBy: 'serra-clara-dairies' },
  { offerId: 'list-yoghurt-packs', en: '3 for 2 yoghurt packs', zh: '四连杯酸奶买三付二', condition: ofItems(3, 'natural-yoghurt-4-x-125-g', 'strawberry-yoghurt-4-x-125-g'), reward: takeAndPay(3, 2), perTransaction: 2 },
  { offerId: 'list-butter', en: '15% off butter', zh: '黄油 85 折', condition: ofItems(1, 'butter-unsalted-250-g', 'butter-salted-250-g'), reward: percentOff(15) },
  { offerId: 'list-eggs', en: '12 free-range eggs 3.19', zh: '散养鸡蛋 12 枚 3.19', condition: ofItems(1, 'free-range-eggs-12'), reward: together(1, 319), perTransaction: 2, halfPaidBy: 'granja-alta-farms' },
  { offerId: 'list-bread', en: '25% off wholegrain bread', zh: '全麦面包 75 折', condition: ofItems(1, 'wholegrain-bread-800-g'), reward: percentOff(25), perTransaction: 2 },
  { offerId: 'list-rolls', en: '2 bags of rolls for 2.20', zh: '小圆面包 2 袋 2.20', condition: ofItems(2, 'bread-rolls-bag-of-6'), reward: together(2, 220) },
  { offerId: 'list-bananas', en: '20% off bananas', zh: '香蕉八折', condition: ofItems(1, 'bananas-loose'), reward: percentOff(20) },
  { offerId: 'list-apples-pears', en: '15% off apples and pears', zh: '苹果和梨 85 折', condition: ofItems(1, 'apples-gala-loose', 'pears-rocha-loose'), reward: percentOff(15) },
  { offerId: 'list-tomatoes', en: '15% off tomatoes on the vine', zh: '串番茄 85 折', condition: ofItems(1, 'tomatoes-on-the-vine'), reward: percentOff(15), halfPaidBy: 'horta-vivaz-growers' },
  { offerId: 'list-vegetables', en: '1.00 off vegetables from 6.00', zh: '蔬菜满 6.00 减 1.00', condition: { kind: 'spend', set: { categoryIds: ['vegetables', 'salad-herbs'] }, spendMinor: 600 }, reward: amountOff(100), perTransaction: 1 },
  { offerId: 'list-chicken', en: '15% off chicken breast', zh: '鸡胸肉 85 折', condition: ofItems(1, 'chicken-breast-fillet'), reward: percentOff(15), halfPaidBy: 'granja-alta-farms' },
  { offerId: 'list-minced-beef', en: '1.00 off minced beef', zh: '牛肉馅减 1.00', condition: ofItems(1, 'minced-beef-500-g'), reward: amountOff(100), perTransaction: 1 },
  { offerId: 'list-salmon', en: '20% off salmon', zh: '三文鱼八折', condition: ofItems(1, 'salmon-fillets-250-g'), reward: percentOff(20), halfPaidBy: 'mar-sereno-fisheries' },
  { offerId: 'list-cheese', en: '10% off cheese', zh: '奶酪九折', condition: ofCategories(1, 'cheese'), reward: percentOff(10) },
  { offerId: 'list-cold-cuts', en: '10% off cold cuts', zh: '熟食肉片九折', condition: ofCategories(1, 'cold-cuts'), reward: percentOff(10), halfPaidBy: 'praceta-butchers' },
  { offerId: 'list-rice', en: '15% off jasmine rice', zh: '茉莉香米 85 折', condition: ofItems(1, 'jasmine-rice-1-kg', 'jasmine-rice-5-kg'), reward: percentOff(15), halfPaidBy: 'lotus-gate-imports' },
  { offerId: 'list-tuna', en: '0.80 off tuna', zh: '金枪鱼减 0.80', condition: ofItems(1, 'tuna-in-olive-oil-3-x-80-g'), reward: amountOff(80, 'unit'), perTransaction: 2, halfPaidBy: 'mar-sereno-fisheries' },
  { offerId: 'list-tomato-tins', en: '4 for 3 tomato tins', zh: '番茄罐头买四付三', condition: ofItems(4, 'chopped-tomatoes-400-g', 'tomato-passata-500-g'), reward: takeAndPay(4, 3) },
  { offerId: 'list-olive-oil', en: '2.00 off olive oil', zh: '橄榄油减 2.00', condition: ofItems(1, 'olive-oil-extra-virgin-75-cl'), reward: amountOff(200), perTransaction: 1, halfPaidBy: 'olival-antigo-press' },
  { offerId: 'list-lotus-gate', en: '10% off Lotus Gate', zh: 'Lotus Gate 全线九折', condition: ofSet(1, { brands: ['Lotus Gate'] }), reward: percentOff(10), halfPaidBy: 'lotus-gate-imports' },
  { offerId: 'list-coffee', en: '20% off coffee', zh: '咖啡八折', condition: ofCategories(1, 'coffee'), reward: percentOff(20), perTransaction: 2, halfPaidBy: 'norteiro-roasters' },
  { offerId: 'list-oat-flakes', en: '0.60 off oat flakes', zh: '燕麦片减 0.60', condition: ofItems(1, 'oat-flakes-500-g'), reward: amountOff(60), perTransaction: 1, halfPaidBy: 'molino-azul-mills' },
  { offerId: 'list-cereal', en: '25% off muesli and granola', zh: '麦片 75 折', condition: ofItems(1, 'fruit-muesli-750-g', 'granola-honey-400-g'), reward: percentOff(25) },
  { offerId: 'list-tea', en: '20% off tea, from next week', zh: '茶叶八折（下周起）', condition: ofCategories(1, 'tea'), reward: percentOff(20), days: { from: 5, until: 60 } },
  { offerId: 'list-biscuits', en: '3 for 2 biscuits', zh: '饼干买三付二', condition: ofCategories(3, 'biscuits'), reward: takeAndPay(3, 2), perTransaction: 2, halfPaidBy: 'crocanto-snacks' },
  { offerId: 'list-chocolate', en: '2 chocolate tablets for 3.50', zh: '巧克力 2 块 3.50', condition: ofItems(2, 'dark-chocolate-70-100-g', 'milk-chocolate-100-g'), reward: together(2, 350), perTransaction: 2 },
  { offerId: 'list-crisps', en: '2 crisps for 3.00', zh: '薯片 2 袋 3.00', condition: ofItems(2, 'crisps-salted-170-g', 'crisps-paprika-170-g'), reward: together(2, 300), halfPaidBy: 'crocanto-snacks' },
  { offerId: 'list-water', en: '0.50 off six-packs of water', zh: '六连包饮用水减 0.50', condition: ofItems(1, 'still-water-6-x-1-5-l', 'sparkling-water-6-x-1-5-l'), reward: amountOff(50, 'unit'), perTransaction: 3, halfPaidBy: 'fonte-lunar-springs' },
  { offerId: 'list-juice', en: '3 for 2 juice', zh: '果汁买三付二', condition: ofCategories(3, 'juice'), reward: takeAndPay(3, 2), halfPaidBy: 'fizzaro-drinks' },
  { offerId: 'list-frozen-pizza', en: '2 pizzas for 5.00', zh: '披萨 2 个 5.00', condition: ofItems(2, 'pizza-margherita-350-g', 'pizza-ham-and-mushroom-360-g'), reward: together(2, 500), perTransaction: 2, halfPaidBy: 'polar-bay-frozen' },
  { offerId: 'list-toilet-paper', en: '1.00 off toilet paper', zh: '卫生纸减 1.00', condition: ofItems(1, 'toilet-paper-12-rolls'), reward: amountOff(100), perTransaction: 1, halfPaidBy: 'folha-leve-paper' },
  { offerId: 'list-laundry', en: '30% off laundry liquid', zh: '洗衣液七折', condition: ofItems(1, 'laundry-liquid-40-washes'), reward: percentOff(30), perTransaction: 1, halfPaidBy: 'brisa-branca-homecare' },
  { offerId: 'list-dishwasher-tablets', en: 'Dishwasher tablets 7.99', zh: '洗碗块 7.99', condition: ofItems(1, 'dishwasher-tablets-40'), reward: together(1, 799), perTransaction: 1, halfPaidBy: 'brisa-branca-homecare' },
  { offerId: 'list-shower-gel', en: '2 shower gels for 4.50', zh: '沐浴露 2 瓶 4.50', condition: ofItems(2, 'shower-gel-500-ml'), reward: together(2, 450), halfPaidBy: 'suavela-care' },
  { offerId: 'list-nappies', en: '2.00 off nappies', zh: '纸尿裤减 2.00', condition: ofItems(1, 'nappies-size-4-46'), reward: amountOff(200, 'unit'), perTransaction: 2, halfPaidBy: 'ninho-doce-baby' },
  { offerId: 'list-cat-food', en: '4 for 3 cat food', zh: '猫粮包买四付三', condition: ofItems(4, 'cat-food-chicken-4-x-85-g'), reward: takeAndPay(4, 3), halfPaidBy: 'patusca-pets' },
  { offerId: 'list-strawberries', en: '50 points with strawberries', zh: '草莓加赠 50 积分', condition: ofItems(1, 'strawberries-500-g'), reward: { kind: 'bonus-points', points: 50 }, perTransaction: 1 },
]

export const listOffers: readonly DemoOffer[] = written.map((offer) => ({ ...offer, activation: { kind: 'list' } }))
