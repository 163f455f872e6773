import { endsInCheckDigit } from '../check-digit.ts'
import { anyGoods, each, type ApplicationIdentifier } from './application-identifier.ts'
import { companyPrefixFirst, companyPrefixSecond, pieceOfTotal } from './coded-values.ts'
import { dayOrMonth } from './date-and-time.ts'
import { digits, digitsUpTo, optional, textUpTo } from './value-part.ts'

const gtin = digits(14, endsInCheckDigit, companyPrefixSecond)
const dated = { parts: [digits(6, dayOrMonth)], fixed: true } as const

/** Items and pallets, their lot, serial number, dates and variants; documents and coupons. Source: GS1 General Specifications 3.2 to 3.5 */
export const tradeItems: readonly ApplicationIdentifier[] = [
  { ai: '00', parts: [digits(18, endsInCheckDigit, companyPrefixSecond)], fixed: true, qualifiers: [[]] },
  { ai: '01', parts: [gtin], fixed: true, excludes: ['255', '37'], qualifiers: [['22', '10', '21'], ['235']] },
  { ai: '02', parts: [gtin], fixed: true, excludes: ['01', '03'], needs: ['37'] },
  { ai: '03', parts: [gtin], fixed: true, excludes: ['01', '02', '37', '235'], notInQuery: true },
  { ai: '10', parts: [textUpTo(20)], needs: anyGoods },
  ...each(['11', '13', '15', '16'], { ...dated, needs: anyGoods }),
  { ai: '12', ...dated, needs: ['8020'] },
  { ai: '17', ...dated, needs: ['01', '02', '03', '255', '8006', '8026'] },
  { ai: '20', parts: [digits(2)], fixed: true, needs: anyGoods },
  { ai: '21', parts: [textUpTo(20)], needs: ['01', '03', '8006'], excludes: ['235'], notInQuery: true },
  { ai: '22', parts: [textUpTo(20)], needs: ['01'], notInQuery: true },
  { ai: '235', parts: [textUpTo(28)], needs: ['01'], notInQuery: true },
  ...each(['240', '241'], { parts: [textUpTo(30)], needs: anyGoods }),
  { ai: '242', parts: [digitsUpTo(6)], needs: ['01', '02', '8006', '8026'] },
  { ai: '243', parts: [textUpTo(20)], needs: ['01', '03'] },
  { ai: '250', parts: [textUpTo(30)], needs: ['01+21', '03+21', '8006+21'] },
  { ai: '251', parts: [textUpTo(30)], needs: ['01', '03', '8006'] },
  { ai: '253', parts: [digits(13, endsInCheckDigit, companyPrefixFirst), optional(textUpTo(17))], qualifiers: [[]] },
  { ai: '254', parts: [textUpTo(20)], needs: ['414'], notInQuery: true },
  { ai: '255', parts: [digits(13, endsInCheckDigit, companyPrefixFirst), optional(digitsUpTo(12))], excludes: ['01', '02', '415', '8006', '8020', '8026'], qualifiers: [[]] },
  { ai: '30', parts: [digitsUpTo(8)], needs: ['01', '02'] },
  { ai: '37', parts: [digitsUpTo(8)], needs: ['00+02', '00+8026'] },
  { ai: '8006', parts: [digits(14, endsInCheckDigit, companyPrefixSecond), digits(4, pieceOfTotal)], excludes: ['01', '03', '37'], qualifiers: [['22', '10', '21']] },
  { ai: '8026', parts: [digits(14, endsInCheckDigit, companyPrefixSecond), digits(4, pieceOfTotal)], needs: ['37'], excludes: ['02', '03', '8006'] },
]
