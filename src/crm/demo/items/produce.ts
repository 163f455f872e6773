import { bagged, type DemoDepartment, unit } from '../demo-department.ts'

export const produce: DemoDepartment = {
  departmentId: 'produce',
  number: '10',
  categories: [
    {
      categoryId: 'fruit', aisle: 'Produce', taxClassId: 'b', everyDays: 6,
      rows: [
        bagged(1, 'Bananas, loose', '香蕉（散称）', 169, 'fresh'),
        bagged(2, 'Apples Gala, loose', '嘎啦苹果（散称）', 229, 'fresh'),
        bagged(3, 'Oranges, loose', '橙子（散称）', 159, 'fresh'),
        bagged(4, 'Pears Rocha, loose', '罗莎梨（散称）', 219, 'fresh'),
        bagged(5, 'Grapes white, loose', '青提（散称）', 349, 'fresh'),
        unit(6, 'Strawberries 500 g', '草莓 500 克', 'Horta Vivaz', 349, 'fresh'),
        unit(7, 'Blueberries 125 g', '蓝莓 125 克', 'Horta Vivaz', 229, 'fresh'),
        unit(8, 'Lemons, net 500 g', '柠檬（网装）500 克', 'Horta Vivaz', 149, 'fresh'),
        unit(9, 'Kiwis, tray of 6', '奇异果 6 个装', 'Horta Vivaz', 219, 'fresh'),
        unit(10, 'Avocados, pack of 2', '牛油果 2 个装', 'Horta Vivaz', 259, 'fresh'),
      ],
    },
    {
      categoryId: 'vegetables', aisle: 'Produce', taxClassId: 'b', everyDays: 6,
      rows: [
        bagged(21, 'Tomatoes on the vine', '串番茄（散称）', 279, 'fresh'),
        bagged(22, 'Onions, loose', '洋葱（散称）', 119, 'fresh'),
        bagged(23, 'Carrots, loose', '胡萝卜（散称）', 109, 'fresh'),
        bagged(24, 'Courgettes, loose', '西葫芦（散称）', 199, 'fresh'),
        unit(25, 'Potatoes 2 kg', '土豆 2 公斤', 'Horta Vivaz', 269, 'fresh'),
        unit(26, 'Broccoli 400 g', '西兰花 400 克', 'Horta Vivaz', 159, 'fresh'),
        unit(27, 'Cucumber, piece', '黄瓜（根）', 'Horta Vivaz', 89, 'fresh'),
        unit(28, 'Red peppers, pack of 3', '红甜椒 3 个装', 'Horta Vivaz', 249, 'fresh'),
        unit(29, 'Mushrooms 250 g', '口蘑 250 克', 'Horta Vivaz', 169, 'fresh'),
        unit(30, 'Garlic, net of 3', '大蒜 3 头装', 'Horta Vivaz', 139, 'fresh'),
        unit(31, 'Pak choi 300 g', '小白菜 300 克', 'Horta Vivaz', 179, 'fresh'),
      ],
    },
    {
      categoryId: 'salad-herbs', aisle: 'Produce', taxClassId: 'b', everyDays: 8,
      rows: [
        unit(41, 'Baby leaf salad 150 g', '嫩叶沙拉菜 150 克', 'Horta Vivaz', 189, 'fresh'),
        unit(42, 'Iceberg lettuce, piece', '球生菜（个）', 'Horta Vivaz', 119, 'fresh'),
        unit(43, 'Basil, pot', '罗勒（盆）', 'Horta Vivaz', 169, 'fresh'),
        unit(44, 'Coriander, bunch', '香菜（把）', 'Horta Vivaz', 99, 'fresh'),
        unit(45, 'Spring onions, bunch', '小葱（把）', 'Horta Vivaz', 95, 'fresh'),
        unit(46, 'Ginger 200 g', '生姜 200 克', 'Horta Vivaz', 129, 'fresh'),
      ],
    },
  ],
}
