import { type DemoDepartment, unit } from '../demo-department.ts'

export const personalCare: DemoDepartment = {
  departmentId: 'personal-care',
  number: '22',
  categories: [
    {
      categoryId: 'hair', aisle: 'Aisle 16', taxClassId: 'a', everyDays: 32, familyCode: '111',
      rows: [
        unit(1, 'Shampoo daily 400 ml', '日常洗发水 400 毫升', 'Suavela', 349),
        unit(2, 'Shampoo anti-dandruff 400 ml', '去屑洗发水 400 毫升', 'Suavela', 429),
        unit(3, 'Conditioner 400 ml', '护发素 400 毫升', 'Suavela', 369),
      ],
    },
    {
      categoryId: 'bath-body', aisle: 'Aisle 16', taxClassId: 'a', everyDays: 26, familyCode: '121',
      rows: [
        unit(21, 'Shower gel 500 ml', '沐浴露 500 毫升', 'Suavela', 299),
        unit(22, 'Hand soap 300 ml', '洗手液 300 毫升', 'Suavela', 179),
        unit(23, 'Deodorant roll-on 50 ml', '走珠止汗露 50 毫升', 'Suavela', 279),
        unit(24, 'Body lotion 400 ml', '润肤乳 400 毫升', 'Suavela', 399),
        unit(25, 'Sun cream SPF 50 200 ml', '防晒霜 SPF50 200 毫升', 'Suavela', 1049),
      ],
    },
    {
      categoryId: 'oral-care', aisle: 'Aisle 16', taxClassId: 'a', everyDays: 30,
      rows: [
        unit(41, 'Toothpaste 75 ml', '牙膏 75 毫升', 'Dentiva', 249),
        unit(42, 'Toothbrushes, pack of 2', '牙刷 2 支装', 'Dentiva', 329),
        unit(43, 'Mouthwash 500 ml', '漱口水 500 毫升', 'Dentiva', 399),
      ],
    },
    {
      categoryId: 'health', aisle: 'Aisle 16', taxClassId: 'b', everyDays: 45,
      rows: [
        unit(61, 'Plasters, 40', '创可贴 40 片', 'Everyday', 189),
        unit(62, 'Vitamin C, 20 tablets', '维生素 C 泡腾片 20 片', 'Everyday', 299),
        unit(63, 'Cotton pads, 100', '化妆棉 100 片', 'Folha Leve', 159),
      ],
    },
  ],
}
