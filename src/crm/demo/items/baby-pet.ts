import { type DemoDepartment, unit } from '../demo-department.ts'

export const babyPet: DemoDepartment = {
  departmentId: 'baby-pet',
  number: '23',
  categories: [
    {
      categoryId: 'infant-formula', aisle: 'Aisle 17', taxClassId: 'b', everyDays: 10, discountable: false,
      rows: [
        unit(1, 'Infant formula stage 1 800 g', '婴儿配方奶粉 1 段 800 克', 'Ninho Doce', 1699),
        unit(2, 'Follow-on formula 800 g', '较大婴儿配方奶粉 800 克', 'Ninho Doce', 1499),
      ],
    },
    {
      categoryId: 'baby', aisle: 'Aisle 17', taxClassId: 'a', everyDays: 12,
      rows: [
        unit(21, 'Nappies size 4, 46', '纸尿裤 4 号 46 片', 'Ninho Doce', 1149),
        unit(22, 'Baby wipes, 72', '婴儿湿巾 72 抽', 'Ninho Doce', 199),
        unit(23, 'Fruit puree pouch 100 g', '果泥袋 100 克', 'Ninho Doce', 119),
        unit(24, 'Carrot and rice jar 200 g', '胡萝卜米粉罐 200 克', 'Ninho Doce', 149),
      ],
    },
    {
      categoryId: 'cat', aisle: 'Aisle 17', taxClassId: 'a', everyDays: 9,
      rows: [
        unit(41, 'Cat food chicken 4 x 85 g', '鸡肉猫粮包 4 × 85 克', 'Patusca', 219),
        unit(42, 'Dry cat food 1.5 kg', '猫粮 1.5 公斤', 'Patusca', 649),
        unit(43, 'Cat litter 10 L', '猫砂 10 升', 'Patusca', 499),
      ],
    },
    {
      categoryId: 'dog', aisle: 'Aisle 17', taxClassId: 'a', everyDays: 12,
      rows: [
        unit(61, 'Dry dog food 4 kg', '狗粮 4 公斤', 'Patusca', 1299),
        unit(62, 'Dog treats 200 g', '狗零食 200 克', 'Patusca', 279),
        unit(63, 'Dog food beef tin 800 g', '牛肉狗罐头 800 克', 'Patusca', 229),
      ],
    },
  ],
}
