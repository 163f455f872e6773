import { type DemoDepartment, unit, weighed } from '../demo-department.ts'

export const deli: DemoDepartment = {
  departmentId: 'deli',
  number: '14',
  categories: [
    {
      categoryId: 'cheese', aisle: 'Deli', taxClassId: 'b', everyDays: 9,
      rows: [
        weighed(1, 'Island cheese, cut', '海岛奶酪（切块）', 1299),
        weighed(2, 'Gouda, sliced to order', '高达奶酪（现切）', 949),
        unit(3, 'Mozzarella 125 g', '马苏里拉 125 克', 'Vale Manso', 119),
        unit(4, 'Sliced cheese 200 g', '奶酪片 200 克', 'Vale Manso', 219),
        unit(5, 'Grated cheese 200 g', '奶酪丝 200 克', 'Everyday', 199),
        unit(6, 'Fresh cheese 4 x 70 g', '鲜奶酪 4 × 70 克', 'Serra Clara', 209),
        unit(7, 'Soft cheese 200 g', '软质奶酪 200 克', 'Vale Manso', 179),
        unit(8, 'Hard cheese wedge 200 g', '硬质奶酪 200 克', 'Vale Manso', 449),
      ],
    },
    {
      categoryId: 'cold-cuts', aisle: 'Deli', taxClassId: 'b', everyDays: 8,
      rows: [
        weighed(21, 'Cured ham, sliced to order', '风干火腿（现切）', 1899),
        weighed(22, 'Roast turkey, sliced to order', '烤火鸡（现切）', 1149),
        unit(23, 'Cooked ham 150 g', '熟火腿 150 克', 'Talho da Praceta', 189),
        unit(24, 'Chorizo ring 200 g', '西班牙辣肠 200 克', 'Talho da Praceta', 279),
        unit(25, 'Smoked bacon 150 g', '烟熏培根 150 克', 'Talho da Praceta', 229),
      ],
    },
    {
      categoryId: 'ready-meals', aisle: 'Deli', taxClassId: 'c', everyDays: 11,
      rows: [
        weighed(41, 'Olives, mixed', '什锦橄榄（散称）', 799),
        unit(42, 'Hummus 200 g', '鹰嘴豆泥 200 克', 'Everyday', 179, 'plant-based'),
        unit(43, 'Vegetable soup 500 ml', '蔬菜汤 500 毫升', 'Horta Vivaz', 229, 'plant-based'),
        unit(44, 'Lasagne 400 g', '千层面 400 克', 'Molino Azul', 349),
        unit(45, 'Dumplings pork 300 g', '猪肉饺子 300 克', 'Lotus Gate', 379),
      ],
    },
  ],
}
