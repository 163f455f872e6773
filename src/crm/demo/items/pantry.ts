import { type DemoDepartment, unit } from '../demo-department.ts'

export const pantry: DemoDepartment = {
  departmentId: 'pantry',
  number: '15',
  categories: [
    {
      categoryId: 'pasta', aisle: 'Aisle 6', taxClassId: 'b', everyDays: 11,
      rows: [
        unit(1, 'Spaghetti No. 5 500 g', '5 号意大利面 500 克', 'Molino Azul', 125),
        unit(2, 'Penne 500 g', '斜管通心粉 500 克', 'Molino Azul', 125),
        unit(3, 'Fusilli 500 g', '螺旋意面 500 克', 'Molino Azul', 125),
        unit(4, 'Wholewheat spaghetti 500 g', '全麦意大利面 500 克', 'Molino Azul', 149),
        unit(5, 'Spaghetti Everyday 500 g', '每日优选意大利面 500 克', 'Everyday', 85),
        unit(6, 'Egg noodles 250 g', '鸡蛋面 250 克', 'Lotus Gate', 159),
      ],
    },
    {
      categoryId: 'rice-pulses', aisle: 'Aisle 6', taxClassId: 'b', everyDays: 16,
      rows: [
        unit(21, 'Long-grain rice 1 kg', '长粒米 1 公斤', 'Everyday', 139),
        unit(22, 'Jasmine rice 1 kg', '茉莉香米 1 公斤', 'Lotus Gate', 279),
        unit(23, 'Jasmine rice 5 kg', '茉莉香米 5 公斤', 'Lotus Gate', 1149),
        unit(24, 'Risotto rice 1 kg', '意式烩饭米 1 公斤', 'Molino Azul', 249),
        unit(25, 'Chickpeas 400 g', '鹰嘴豆罐头 400 克', 'Everyday', 79, 'plant-based'),
        unit(26, 'Black beans 400 g', '黑豆罐头 400 克', 'Everyday', 79, 'plant-based'),
        unit(27, 'Red lentils 500 g', '红扁豆 500 克', 'Horta Vivaz', 189, 'plant-based'),
      ],
    },
    {
      categoryId: 'tins-sauces', aisle: 'Aisle 5', taxClassId: 'b', everyDays: 13,
      rows: [
        unit(41, 'Chopped tomatoes 400 g', '碎番茄罐头 400 克', 'Tomatina Rubra', 95),
        unit(42, 'Tomato passata 500 g', '番茄泥 500 克', 'Tomatina Rubra', 129),
        unit(43, 'Pesto basil 190 g', '罗勒青酱 190 克', 'Molino Azul', 269),
        unit(44, 'Tuna in olive oil 3 x 80 g', '橄榄油金枪鱼 3 × 80 克', 'Mar Sereno', 349),
        unit(45, 'Sardines in tomato 120 g', '番茄沙丁鱼 120 克', 'Mar Sereno', 159),
        unit(46, 'Sweetcorn 3 x 150 g', '甜玉米粒 3 × 150 克', 'Everyday', 189),
        unit(47, 'Ketchup 560 g', '番茄酱 560 克', 'Tomatina Rubra', 229),
        unit(48, 'Mayonnaise 450 ml', '蛋黄酱 450 毫升', 'Everyday', 199),
        unit(49, 'Light soy sauce 500 ml', '生抽 500 毫升', 'Lotus Gate', 269),
        unit(50, 'Chilli crisp 210 g', '香脆辣椒油 210 克', 'Lotus Gate', 349),
      ],
    },
    {
      categoryId: 'oil-vinegar', aisle: 'Aisle 5', taxClassId: 'b', everyDays: 24,
      rows: [
        unit(61, 'Olive oil extra virgin 75 cl', '特级初榨橄榄油 75 厘升', 'Olival Antigo', 875),
        unit(62, 'Olive oil mild 75 cl', '清淡橄榄油 75 厘升', 'Olival Antigo', 729),
        unit(63, 'Sunflower oil 1 L', '葵花籽油 1 升', 'Everyday', 219),
        unit(64, 'Wine vinegar 500 ml', '葡萄酒醋 500 毫升', 'Olival Antigo', 139),
        unit(65, 'Sesame oil 250 ml', '芝麻油 250 毫升', 'Lotus Gate', 389),
      ],
    },
    {
      categoryId: 'baking-spices', aisle: 'Aisle 5', taxClassId: 'b', everyDays: 28,
      rows: [
        unit(81, 'Plain flour 1 kg', '中筋面粉 1 公斤', 'Molino Azul', 95),
        unit(82, 'White sugar 1 kg', '白砂糖 1 公斤', 'Everyday', 129),
        unit(83, 'Sea salt 1 kg', '海盐 1 公斤', 'Everyday', 69),
        unit(84, 'Black pepper, ground 50 g', '黑胡椒粉 50 克', 'Everyday', 189),
        unit(85, 'Sweet paprika 50 g', '甜椒粉 50 克', 'Everyday', 149),
        unit(86, 'Baking yeast 5 x 7 g', '干酵母 5 × 7 克', 'Molino Azul', 119),
      ],
    },
  ],
}
