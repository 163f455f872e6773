import { type DemoDepartment, unit } from '../demo-department.ts'

export const snacks: DemoDepartment = {
  departmentId: 'snacks',
  number: '17',
  categories: [
    {
      categoryId: 'biscuits', aisle: 'Aisle 8', taxClassId: 'a', everyDays: 10,
      rows: [
        unit(1, 'Maria biscuits 200 g', '玛丽饼干 200 克', 'Bolachim', 99),
        unit(2, 'Butter cookies 150 g', '黄油曲奇 150 克', 'Bolachim', 179),
        unit(3, 'Chocolate digestives 300 g', '巧克力消化饼 300 克', 'Bolachim', 229),
        unit(4, 'Rice cakes 130 g', '米饼 130 克', 'Grano Solar', 149),
        unit(5, 'Water crackers 250 g', '苏打饼干 250 克', 'Everyday', 119),
      ],
    },
    {
      categoryId: 'chocolate', aisle: 'Aisle 8', taxClassId: 'a', everyDays: 9,
      rows: [
        unit(21, 'Dark chocolate 70 % 100 g', '70% 黑巧克力 100 克', 'Cacau Fino', 249),
        unit(22, 'Milk chocolate 100 g', '牛奶巧克力 100 克', 'Cacau Fino', 199),
        unit(23, 'Chocolate bars, pack of 5', '巧克力棒 5 条装', 'Cacau Fino', 299),
        unit(24, 'Pralines, box 200 g', '夹心巧克力礼盒 200 克', 'Cacau Fino', 699),
        unit(25, 'Fruit gums 200 g', '水果软糖 200 克', 'Crocanto', 149),
      ],
    },
    {
      categoryId: 'crisps-nuts', aisle: 'Aisle 8', taxClassId: 'a', everyDays: 9,
      rows: [
        unit(41, 'Crisps salted 170 g', '原味薯片 170 克', 'Crocanto', 189),
        unit(42, 'Crisps paprika 170 g', '红椒味薯片 170 克', 'Crocanto', 189),
        unit(43, 'Tortilla chips 200 g', '玉米片零食 200 克', 'Crocanto', 179),
        unit(44, 'Roasted peanuts 250 g', '烤花生 250 克', 'Everyday', 169),
        unit(45, 'Almonds 200 g', '杏仁 200 克', 'Crocanto', 329),
        unit(46, 'Seaweed snack 3 x 5 g', '海苔脆 3 × 5 克', 'Lotus Gate', 229),
      ],
    },
  ],
}
