import { expect, it } from 'vitest'
import { encodeCode128, FNC1 } from '../../../drivers/printer/code-128.ts'
import { elementString } from '../../../drivers/printer/element-string.ts'

const table: { title: string; data: string; bytes: string }[] = [
  { title: 'letters go in set B', data: 'No. 1', bytes: '7b42 4e6f2e2031' },
  { title: 'digits go in pairs', data: '123456', bytes: '7b43 0c2238' },
  { title: 'an odd digit at the end goes in set B', data: '12345', bytes: '7b43 0c22 7b42 35' },
  { title: 'four digits after letters change to pairs', data: 'A1234', bytes: '7b42 41 7b43 0c22' },
  { title: 'three digits after letters do not', data: 'A123', bytes: '7b42 41313233' },
  { title: 'a brace is doubled', data: 'a{b', bytes: '7b42 61 7b7b 62' },
  { title: 'a leading FNC1 makes it a GS1-128', data: `${FNC1}0109521234543213`, bytes: '7b43 7b31 0109340c2236200d' },
  { title: 'FNC1 ends an element in the middle', data: `${FNC1}10AB${FNC1}17271231`, bytes: '7b43 7b31 0a 7b42 4142 7b31 7b43 111b0c1f' },
  { title: 'pairs that would be DLE EOT go in set B', data: '001604', bytes: '7b43 0010 7b42 3034' },
]
for (const { title, data, bytes } of table) it(title, () => expect(encodeCode128(data).bytes.toString('hex')).toBe(bytes.replaceAll(' ', '')))

it('knows how wide it prints: start, symbols, check, stop and light margins', () => {
  expect(encodeCode128('123456').moduleCount).toBe(11 * 3 + 35 + 20)
  expect(encodeCode128('12345').moduleCount).toBe(11 * 4 + 35 + 20)
})

it('writes elements as a scanner sends them', () => {
  expect(elementString('(17)261231(255)9521234000013123456789')).toBe('172612312559521234000013123456789')
  expect(elementString('(10)LOT7(17)271231')).toBe(`10LOT7${FNC1}17271231`)
  expect(() => elementString('17261231')).toThrow('(AI)value')
  expect(() => elementString('(17)261231x(10')).toThrow('(AI)value')
})
