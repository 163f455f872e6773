import { type DemoDepartment, unit } from '../demo-department.ts'

export const bakery: DemoDepartment = {
  departmentId: 'bakery',
  number: '11',
  categories: [
    {
      categoryId: 'bread', aisle: 'Bakery', taxClassId: 'b', everyDays: 4,
      rows: [
        unit(1, 'Wholegrain bread 800 g', '全麦面包 800 克', 'Forno do Largo', 235),
        unit(2, 'White sliced bread 600 g', '白吐司 600 克', 'Everyday', 129),
        unit(3, 'Rye bread 500 g', '黑麦面包 500 克', 'Forno do Largo', 249),
        unit(4, 'Corn bread 400 g', '玉米面包 400 克', 'Forno do Largo', 199),
        unit(5, 'Baguette 250 g', '法棍 250 克', 'Forno do Largo', 99, 'fresh'),
        unit(6, 'Bread rolls, bag of 6', '小圆面包 6 个装', 'Forno do Largo', 139, 'fresh'),
        unit(7, 'Tortilla wraps, pack of 8', '墨西哥薄饼 8 张', 'Everyday', 179),
        unit(8, 'Burger buns, pack of 4', '汉堡胚 4 个装', 'Everyday', 149),
      ],
    },
    {
      categoryId: 'pastry', aisle: 'Bakery', taxClassId: 'c', everyDays: 9,
      rows: [
        unit(21, 'Croissants, pack of 4', '可颂 4 个装', 'Forno do Largo', 229),
        unit(22, 'Custard tarts, pack of 4', '蛋挞 4 个装', 'Forno do Largo', 299),
        unit(23, 'Muffins chocolate, pack of 4', '巧克力玛芬 4 个装', 'Forno do Largo', 259),
        unit(24, 'Orange sponge cake 400 g', '香橙海绵蛋糕 400 克', 'Forno do Largo', 329),
        unit(25, 'Steamed red bean buns, pack of 6', '豆沙包 6 个装', 'Lotus Gate', 349),
      ],
    },
  ],
}
