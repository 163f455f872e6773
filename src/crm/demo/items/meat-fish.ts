import { type DemoDepartment, unit, weighed } from '../demo-department.ts'

export const meatFish: DemoDepartment = {
  departmentId: 'meat-fish',
  number: '13',
  categories: [
    {
      categoryId: 'meat', aisle: 'Butcher', taxClassId: 'b', everyDays: 7,
      rows: [
        weighed(1, 'Chicken breast fillet', '鸡胸肉（散称）', 899, 'fresh'),
        weighed(2, 'Pork loin steaks', '猪里脊（散称）', 749, 'fresh'),
        weighed(3, 'Beef stewing steak', '炖牛肉（散称）', 1199, 'fresh'),
        unit(4, 'Minced beef 500 g', '牛肉馅 500 克', 'Talho da Praceta', 549, 'fresh'),
        unit(5, 'Chicken thighs 700 g', '鸡腿 700 克', 'Granja Alta', 389, 'fresh'),
        unit(6, 'Whole chicken 1.4 kg', '整鸡 1.4 公斤', 'Granja Alta', 479, 'fresh'),
        unit(7, 'Pork sausages 400 g', '猪肉香肠 400 克', 'Talho da Praceta', 349, 'fresh'),
        unit(8, 'Turkey steaks 450 g', '火鸡排 450 克', 'Granja Alta', 459, 'fresh'),
      ],
    },
    {
      categoryId: 'fish', aisle: 'Fishmonger', taxClassId: 'b', everyDays: 10,
      rows: [
        weighed(21, 'Sea bream, whole', '金头鲷（散称）', 999, 'fresh'),
        unit(22, 'Salmon fillets 250 g', '三文鱼排 250 克', 'Mar Sereno', 599, 'fresh'),
        unit(23, 'Hake steaks 400 g', '鳕鱼块 400 克', 'Mar Sereno', 529, 'fresh'),
        unit(24, 'Prawns, cooked 200 g', '熟虾 200 克', 'Mar Sereno', 499, 'fresh'),
        unit(25, 'Salted cod loins 500 g', '盐渍鳕鱼 500 克', 'Mar Sereno', 899),
      ],
    },
  ],
}
