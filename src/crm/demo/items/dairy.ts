import { type DemoDepartment, unit } from '../demo-department.ts'

export const dairy: DemoDepartment = {
  departmentId: 'dairy',
  number: '12',
  categories: [
    {
      categoryId: 'milk', aisle: 'Aisle 4', taxClassId: 'b', everyDays: 5,
      rows: [
        unit(1, 'Whole milk 1 L', '全脂牛奶 1 升', 'Serra Clara', 109),
        unit(2, 'Semi-skimmed milk 1 L', '半脱脂牛奶 1 升', 'Serra Clara', 99),
        unit(3, 'Lactose-free milk 1 L', '无乳糖牛奶 1 升', 'Serra Clara', 139),
        unit(4, 'Semi-skimmed milk 6 x 1 L', '半脱脂牛奶 6 × 1 升', 'Everyday', 498),
        unit(5, 'Oat drink 1 L', '燕麦奶 1 升', 'Grano Solar', 189, 'plant-based'),
        unit(6, 'Soya drink 1 L', '豆奶 1 升', 'Lotus Gate', 169, 'plant-based'),
      ],
    },
    {
      categoryId: 'yoghurt', aisle: 'Aisle 4', taxClassId: 'b', everyDays: 6,
      rows: [
        unit(21, 'Greek yoghurt 500 g', '希腊酸奶 500 克', 'Vale Manso', 189),
        unit(22, 'Natural yoghurt 4 x 125 g', '原味酸奶 4 × 125 克', 'Serra Clara', 139),
        unit(23, 'Strawberry yoghurt 4 x 125 g', '草莓酸奶 4 × 125 克', 'Serra Clara', 149),
        unit(24, 'Skyr vanilla 450 g', '香草冰岛酸奶 450 克', 'Vale Manso', 229),
        unit(25, 'Kefir drink 500 ml', '开菲尔 500 毫升', 'Vale Manso', 199),
        unit(26, 'Coconut yoghurt 400 g', '椰子酸奶 400 克', 'Everyday', 249, 'plant-based'),
      ],
    },
    {
      categoryId: 'butter-cream', aisle: 'Aisle 4', taxClassId: 'b', everyDays: 12,
      rows: [
        unit(41, 'Butter unsalted 250 g', '无盐黄油 250 克', 'Vale Manso', 269),
        unit(42, 'Butter salted 250 g', '有盐黄油 250 克', 'Vale Manso', 269),
        unit(43, 'Sunflower spread 450 g', '葵花籽涂抹酱 450 克', 'Everyday', 179),
        unit(44, 'Cooking cream 200 ml', '烹饪奶油 200 毫升', 'Serra Clara', 99),
        unit(45, 'Whipping cream 400 ml', '淡奶油 400 毫升', 'Serra Clara', 219),
      ],
    },
    {
      categoryId: 'eggs', aisle: 'Aisle 4', taxClassId: 'b', everyDays: 10,
      rows: [
        unit(61, 'Free-range eggs, 12', '散养鸡蛋 12 枚', 'Granja Alta', 369),
        unit(62, 'Free-range eggs, 6', '散养鸡蛋 6 枚', 'Granja Alta', 209),
        unit(63, 'Barn eggs, 12', '谷仓鸡蛋 12 枚', 'Everyday', 279),
      ],
    },
  ],
}
