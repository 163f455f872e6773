import { type DemoDepartment, unit } from '../demo-department.ts'

export const drinks: DemoDepartment = {
  departmentId: 'drinks',
  number: '18',
  categories: [
    {
      categoryId: 'water', aisle: 'Aisle 10', taxClassId: 'c', everyDays: 8,
      rows: [
        unit(1, 'Still water 6 x 1.5 L', '饮用水 6 × 1.5 升', 'Fonte Lunar', 234),
        unit(2, 'Sparkling water 6 x 1.5 L', '苏打水 6 × 1.5 升', 'Fonte Lunar', 294),
        unit(3, 'Still water 5 L', '饮用水 5 升', 'Fonte Lunar', 119),
        unit(4, 'Sparkling water lemon 1 L', '柠檬苏打水 1 升', 'Fonte Lunar', 89),
      ],
    },
    {
      categoryId: 'juice', aisle: 'Aisle 10', taxClassId: 'c', everyDays: 9,
      rows: [
        unit(21, 'Orange juice 1 L', '橙汁 1 升', 'Pomarelo', 229),
        unit(22, 'Apple juice 1 L', '苹果汁 1 升', 'Pomarelo', 169),
        unit(23, 'Mango nectar 1 L', '芒果汁饮料 1 升', 'Pomarelo', 149),
        unit(24, 'Smoothie red fruits 750 ml', '红果果昔 750 毫升', 'Pomarelo', 319),
      ],
    },
    {
      categoryId: 'soft-drinks', aisle: 'Aisle 10', taxClassId: 'a', everyDays: 10,
      rows: [
        unit(41, 'Cola 1.5 L', '可乐 1.5 升', 'Fizzaro', 159),
        unit(42, 'Cola zero 1.5 L', '无糖可乐 1.5 升', 'Fizzaro', 159),
        unit(43, 'Orangeade 1.5 L', '橙味汽水 1.5 升', 'Fizzaro', 149),
        unit(44, 'Iced tea peach 1.5 L', '蜜桃冰红茶 1.5 升', 'Fizzaro', 139),
        unit(45, 'Tonic water 4 x 20 cl', '汤力水 4 × 20 厘升', 'Fizzaro', 279),
        unit(46, 'Herbal tea drink 6 x 310 ml', '凉茶 6 × 310 毫升', 'Lotus Gate', 549),
      ],
    },
  ],
}
