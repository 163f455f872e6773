import { type DemoDepartment, unit } from '../demo-department.ts'

export const alcohol: DemoDepartment = {
  departmentId: 'alcohol',
  number: '19',
  categories: [
    {
      categoryId: 'wine', aisle: 'Aisle 11', taxClassId: 'c', everyDays: 12, ageYears: 18,
      rows: [
        unit(1, 'Red wine Alentejo 75 cl', '阿连特茹红葡萄酒 750 毫升', 'Quinta do Freixal', 649),
        unit(2, 'White wine Alentejo 75 cl', '阿连特茹白葡萄酒 750 毫升', 'Quinta do Freixal', 599),
        unit(3, 'Green wine 75 cl', '绿酒 750 毫升', 'Encosta Mansa', 479),
        unit(4, 'Sparkling wine brut 75 cl', '起泡酒 750 毫升', 'Encosta Mansa', 799),
        unit(5, 'House red 5 L box', '餐酒（红）5 升盒装', 'Everyday', 1099),
      ],
    },
    {
      categoryId: 'beer', aisle: 'Aisle 11', taxClassId: 'a', everyDays: 10, ageYears: 18,
      rows: [
        unit(21, 'Lager 6 x 33 cl', '拉格啤酒 6 × 330 毫升', 'Gaivota Ruiva', 459),
        unit(22, 'Amber ale 50 cl', '琥珀艾尔 500 毫升', 'Gaivota Ruiva', 219),
        unit(23, 'Cider apple 4 x 33 cl', '苹果酒 4 × 330 毫升', 'Gaivota Ruiva', 489),
      ],
    },
    {
      categoryId: 'spirits', aisle: 'Aisle 11', taxClassId: 'a', everyDays: 45, ageYears: 18,
      rows: [
        unit(41, 'Gin dry 70 cl', '干金酒 700 毫升', 'Encosta Mansa', 1499),
        unit(42, 'Fig brandy 50 cl', '无花果白兰地 500 毫升', 'Encosta Mansa', 1199),
        unit(43, 'Rice wine for cooking 500 ml', '料酒 500 毫升', 'Lotus Gate', 329),
      ],
    },
  ],
}
