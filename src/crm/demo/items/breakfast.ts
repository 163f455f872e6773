import { type DemoDepartment, unit } from '../demo-department.ts'

export const breakfast: DemoDepartment = {
  departmentId: 'breakfast',
  number: '16',
  categories: [
    {
      categoryId: 'coffee', aisle: 'Aisle 7', taxClassId: 'a', everyDays: 14,
      rows: [
        unit(1, 'Ground coffee 250 g', '咖啡粉 250 克', 'Café Norteiro', 499),
        unit(2, 'Ground coffee dark 250 g', '深烘咖啡粉 250 克', 'Café Norteiro', 519),
        unit(3, 'Coffee beans 1 kg', '咖啡豆 1 公斤', 'Torra Lenta', 1499),
        unit(4, 'Coffee capsules, 20', '咖啡胶囊 20 粒', 'Torra Lenta', 629),
        unit(5, 'Decaf ground coffee 250 g', '低因咖啡粉 250 克', 'Café Norteiro', 539),
        unit(6, 'Instant coffee 100 g', '速溶咖啡 100 克', 'Everyday', 349),
      ],
    },
    {
      categoryId: 'tea', aisle: 'Aisle 7', taxClassId: 'a', everyDays: 25,
      rows: [
        unit(21, 'Black tea, 25 bags', '红茶 25 包', 'Chá da Colina', 219),
        unit(22, 'Green tea, 25 bags', '绿茶 25 包', 'Chá da Colina', 239),
        unit(23, 'Camomile tea, 20 bags', '洋甘菊茶 20 包', 'Chá da Colina', 189),
        unit(24, 'Jasmine tea 100 g', '茉莉花茶 100 克', 'Lotus Gate', 459),
      ],
    },
    {
      categoryId: 'cereal', aisle: 'Aisle 7', taxClassId: 'a', everyDays: 13,
      rows: [
        unit(41, 'Oat flakes 500 g', '燕麦片 500 克', 'Grano Solar', 179),
        unit(42, 'Corn flakes 500 g', '玉米片 500 克', 'Grano Solar', 249),
        unit(43, 'Fruit muesli 750 g', '水果麦片 750 克', 'Grano Solar', 379),
        unit(44, 'Granola honey 400 g', '蜂蜜格兰诺拉 400 克', 'Grano Solar', 359),
        unit(45, 'Chocolate hoops 375 g', '巧克力麦圈 375 克', 'Everyday', 239),
      ],
    },
    {
      categoryId: 'spreads', aisle: 'Aisle 7', taxClassId: 'a', everyDays: 22,
      rows: [
        unit(61, 'Strawberry jam 340 g', '草莓果酱 340 克', 'Bolachim', 239),
        unit(62, 'Heather honey 500 g', '石楠花蜜 500 克', 'Bolachim', 579),
        unit(63, 'Peanut butter 350 g', '花生酱 350 克', 'Everyday', 299),
        unit(64, 'Hazelnut spread 400 g', '榛子酱 400 克', 'Cacau Fino', 349),
      ],
    },
  ],
}
