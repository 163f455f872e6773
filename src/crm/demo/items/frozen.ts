import { type DemoDepartment, unit } from '../demo-department.ts'

export const frozen: DemoDepartment = {
  departmentId: 'frozen',
  number: '20',
  categories: [
    {
      categoryId: 'frozen-vegetables', aisle: 'Aisle 12', taxClassId: 'b', everyDays: 16,
      rows: [
        unit(1, 'Garden peas 750 g', '冷冻豌豆 750 克', 'Polar Bay', 229),
        unit(2, 'Spinach portions 450 g', '冷冻菠菜 450 克', 'Polar Bay', 179),
        unit(3, 'Oven chips 1 kg', '烤箱薯条 1 公斤', 'Polar Bay', 259),
        unit(4, 'Mixed berries 400 g', '冷冻什锦莓果 400 克', 'Polar Bay', 349),
        unit(5, 'Edamame 500 g', '毛豆 500 克', 'Lotus Gate', 299, 'plant-based'),
      ],
    },
    {
      categoryId: 'frozen-meals', aisle: 'Aisle 12', taxClassId: 'a', everyDays: 14,
      rows: [
        unit(21, 'Pizza margherita 350 g', '玛格丽特披萨 350 克', 'Polar Bay', 299),
        unit(22, 'Pizza ham and mushroom 360 g', '火腿蘑菇披萨 360 克', 'Polar Bay', 329),
        unit(23, 'Fish fingers, 15', '鱼条 15 根', 'Mar Sereno', 399),
        unit(24, 'Cod cakes, 8', '鳕鱼饼 8 个', 'Mar Sereno', 349),
        unit(25, 'Spring rolls vegetable 400 g', '素春卷 400 克', 'Lotus Gate', 379, 'plant-based'),
      ],
    },
    {
      categoryId: 'ice-cream', aisle: 'Aisle 12', taxClassId: 'a', everyDays: 18,
      rows: [
        unit(41, 'Vanilla ice cream 900 ml', '香草冰淇淋 900 毫升', 'Polar Bay', 349),
        unit(42, 'Chocolate cones, 6', '巧克力甜筒 6 支', 'Polar Bay', 379),
        unit(43, 'Lemon sorbet 500 ml', '柠檬雪葩 500 毫升', 'Polar Bay', 299, 'plant-based'),
      ],
    },
  ],
}
