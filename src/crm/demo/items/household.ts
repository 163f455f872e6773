import { type DemoDepartment, unit } from '../demo-department.ts'

export const household: DemoDepartment = {
  departmentId: 'household',
  number: '21',
  categories: [
    {
      categoryId: 'laundry', aisle: 'Aisle 14', taxClassId: 'a', everyDays: 30,
      rows: [
        unit(1, 'Laundry liquid, 40 washes', '洗衣液 40 次量', 'Brisa Branca', 999),
        unit(2, 'Laundry powder, 50 washes', '洗衣粉 50 次量', 'Brisa Branca', 1099),
        unit(3, 'Fabric softener, 60 washes', '衣物柔顺剂 60 次量', 'Brisa Branca', 389),
        unit(4, 'Stain remover 500 ml', '去渍剂 500 毫升', 'Brisa Branca', 449),
      ],
    },
    {
      categoryId: 'dishwashing', aisle: 'Aisle 14', taxClassId: 'a', everyDays: 28,
      rows: [
        unit(21, 'Dishwasher tablets, 40', '洗碗块 40 块', 'Cintila', 999),
        unit(22, 'Washing-up liquid 750 ml', '洗洁精 750 毫升', 'Cintila', 219),
        unit(23, 'Dishwasher salt 1.5 kg', '洗碗机盐 1.5 公斤', 'Cintila', 199),
        unit(24, 'Sponges, pack of 4', '百洁布 4 片装', 'Everyday', 129),
      ],
    },
    {
      categoryId: 'cleaning', aisle: 'Aisle 14', taxClassId: 'a', everyDays: 26,
      rows: [
        unit(41, 'All-purpose cleaner 1 L', '多用途清洁剂 1 升', 'Brisa Branca', 239),
        unit(42, 'Bathroom spray 750 ml', '浴室清洁喷雾 750 毫升', 'Brisa Branca', 279),
        unit(43, 'Bleach 2 L', '漂白水 2 升', 'Everyday', 149),
        unit(44, 'Bin bags 30 L, 20', '垃圾袋 30 升 20 只', 'Everyday', 199),
      ],
    },
    {
      categoryId: 'paper', aisle: 'Aisle 15', taxClassId: 'a', everyDays: 18,
      rows: [
        unit(61, 'Toilet paper, 12 rolls', '卫生纸 12 卷', 'Folha Leve', 549),
        unit(62, 'Kitchen roll, 4 rolls', '厨房纸 4 卷', 'Folha Leve', 319),
        unit(63, 'Tissues, 10 packets', '纸巾 10 包', 'Folha Leve', 189),
        unit(64, 'Paper napkins, 100', '餐巾纸 100 张', 'Folha Leve', 149),
        unit(65, 'Baking paper 20 m', '烘焙纸 20 米', 'Everyday', 199),
        unit(66, 'Aluminium foil 30 m', '铝箔纸 30 米', 'Everyday', 289),
      ],
    },
    {
      categoryId: 'levied-goods', aisle: 'Aisle 15', taxClassId: 'd', everyDays: 40,
      rows: [
        unit(81, 'AA batteries, 8', '5 号电池 8 节', 'Everyday', 499),
        unit(82, 'Paper cups, 25', '纸杯 25 只', 'Everyday', 199),
        unit(83, 'Paper plates, 20', '纸盘 20 只', 'Everyday', 229),
        unit(84, 'LED bulb 8 W', 'LED 灯泡 8 瓦', 'Everyday', 349),
      ],
    },
  ],
}
