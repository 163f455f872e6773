import { endsInCheckDigit } from '../check-digit.ts'
import { readManufacturerCoupon } from '../manufacturer-coupon.ts'
import { readPositiveOffer } from '../positive-offer.ts'
import { each, range, type ApplicationIdentifier } from './application-identifier.ts'
import { endsInCheckPair } from './check-pair.ts'
import { companyPrefixFirst, hasNonDigit, noLeadingZero, notZero, onlyZeros, windingDirection } from './coded-values.ts'
import { day, hour, minute, second } from './date-and-time.ts'
import { iban } from './iban.ts'
import { base64UpTo, digits, digitsUpTo, optional, partNumberUpTo, textUpTo, type ContentRule } from './value-part.ts'

export const manufacturerCoupon: ContentRule = (piece) => {
  const reading = readManufacturerCoupon(piece)
  return 'wrong' in reading ? reading.wrong : undefined
}

export const positiveOffer: ContentRule = (piece) => {
  const reading = readPositiveOffer(piece)
  return 'wrong' in reading ? reading.wrong : undefined
}

const relation = digits(18, endsInCheckDigit, companyPrefixFirst)
const serialised = ['01+21', '03+21']

/** Assets, parts, models, service relations such as club cards, payment slips, coupons, and what a company keeps to itself. Source: GS1 General Specifications 3.9, 3.10 */
export const assetsAndServices: readonly ApplicationIdentifier[] = [
  { ai: '8001', parts: [digits(4, notZero), digits(5, notZero), digits(3, notZero), digits(1, windingDirection), digits(1)], needs: ['01'] },
  { ai: '8002', parts: [textUpTo(20)] },
  { ai: '8003', parts: [digits(1, onlyZeros), digits(13, endsInCheckDigit, companyPrefixFirst), optional(textUpTo(16))], qualifiers: [[]] },
  { ai: '8004', parts: [textUpTo(30, companyPrefixFirst)], qualifiers: [['7040']] },
  { ai: '8007', parts: [textUpTo(34, iban)], needs: ['415'] },
  { ai: '8008', parts: [digits(6, day), digits(2, hour), optional(digits(2, minute)), optional(digits(2, second))], needs: ['01', '02', '03'] },
  { ai: '8009', parts: [textUpTo(50)], needs: ['00', '01', '03'] },
  { ai: '8010', parts: [partNumberUpTo(30, companyPrefixFirst)], qualifiers: [['8011']] },
  { ai: '8011', parts: [digitsUpTo(12, noLeadingZero)], needs: ['8010'], notInQuery: true },
  { ai: '8012', parts: [textUpTo(20)], needs: ['01', '03', '8006'] },
  { ai: '8013', parts: [textUpTo(25, endsInCheckPair, companyPrefixFirst)], qualifiers: [[]] },
  { ai: '8014', parts: [textUpTo(25, endsInCheckPair, companyPrefixFirst, hasNonDigit)], needs: ['01'], notInQuery: true },
  { ai: '8017', parts: [relation], excludes: ['8018'], qualifiers: [['8019']] },
  { ai: '8018', parts: [relation], excludes: ['8017'], qualifiers: [['8019']] },
  { ai: '8019', parts: [digitsUpTo(10)], needs: ['8017', '8018'], notInQuery: true },
  { ai: '8020', parts: [textUpTo(25)], needs: ['415'], notInQuery: true },
  { ai: '8030', parts: [base64UpTo(90)], needs: ['00', ...serialised, '253', '255', '8003', '8004', '8006+21', '8010+8011', '8017', '8018'] },
  { ai: '8040', parts: [digits(15)], needs: ['01+21'], notInQuery: true },
  { ai: '8041', parts: [digits(15)], needs: ['01+21+8040'], notInQuery: true },
  { ai: '8042', parts: [digits(32)], needs: ['01+21+8040'], notInQuery: true },
  { ai: '8043', parts: [digits(18), optional(digitsUpTo(2))], needs: ['01+21+8040'], notInQuery: true },
  { ai: '8110', parts: [textUpTo(70, manufacturerCoupon)] },
  { ai: '8111', parts: [digits(4)], needs: ['255'] },
  { ai: '8112', parts: [textUpTo(70, positiveOffer)] },
  { ai: '8200', parts: [textUpTo(70)], needs: ['01'], notInQuery: true },
  { ai: '90', parts: [textUpTo(30)] },
  ...each(range(91, 99), { parts: [textUpTo(90)] }),
]
