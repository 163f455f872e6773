import { type DemoDepartment, unit } from '../demo-department.ts'

/** What stands at the checkout itself. */
export const till: DemoDepartment = {
  departmentId: 'till',
  number: '24',
  categories: [
    {
      categoryId: 'bags', aisle: 'Checkout', taxClassId: 'd', everyDays: 12, discountable: false,
      rows: [
        unit(1, 'Carrier bag', '购物袋', undefined, 10),
        unit(2, 'Carrier bag, reusable', '环保购物袋', undefined, 90),
      ],
    },
    {
      categoryId: 'press', aisle: 'Checkout', taxClassId: 'b', everyDays: 7, discountable: false,
      rows: [
        unit(21, 'Daily newspaper', '日报', 'Bairro Press', 150),
        unit(22, 'Weekend newspaper', '周末报', 'Bairro Press', 390),
        unit(23, 'Television guide', '电视周刊', 'Bairro Press', 120),
      ],
    },
    {
      categoryId: 'flowers', aisle: 'Checkout', taxClassId: 'b', everyDays: 35,
      rows: [
        unit(41, 'Tulips, bunch of 10', '郁金香 10 枝', 'Horta Vivaz', 499),
        unit(42, 'Orchid, pot', '蝴蝶兰（盆）', 'Horta Vivaz', 999),
      ],
    },
    {
      categoryId: 'gum-mints', aisle: 'Checkout', taxClassId: 'a', everyDays: 14,
      rows: [
        unit(61, 'Chewing gum mint', '薄荷口香糖', 'Crocanto', 99),
        unit(62, 'Peppermints 45 g', '薄荷糖 45 克', 'Crocanto', 109),
      ],
    },
  ],
}
