import { endsInCheckDigit } from '../check-digit.ts'
import { anyGoods, each, range, type ApplicationIdentifier } from './application-identifier.ts'
import { companyPrefixFirst, latitude, longitude, minusSign, percentEncoded, yesOrNo } from './coded-values.ts'
import { countryLetters, countryNumber } from './countries.ts'
import { day, dayOrMonth, hourAndMinute } from './date-and-time.ts'
import { digits, optional, text, textUpTo, type ValuePart } from './value-part.ts'

const location = { parts: [digits(13, endsInCheckDigit, companyPrefixFirst)], fixed: true } as const
const country = digits(3, countryNumber)
const upToFiveCountries = [country, ...Array.from({ length: 4 }, () => optional(country))]
const pallet = (...parts: ValuePart[]) => ({ parts, needs: ['00'] })
const written = (count: number): ValuePart => textUpTo(count, percentEncoded)

/** Orders, consignments, locations and countries, and where a parcel goes. Source: GS1 General Specifications 3.7 */
export const placesAndParties: readonly ApplicationIdentifier[] = [
  { ai: '400', parts: [textUpTo(30)] },
  { ai: '401', parts: [textUpTo(30, companyPrefixFirst)], qualifiers: [[]] },
  { ai: '402', parts: [digits(17, endsInCheckDigit, companyPrefixFirst)], qualifiers: [[]] },
  { ai: '403', ...pallet(textUpTo(30)) },
  ...each(['410', '411', '412', '413', '416'], location),
  { ai: '414', ...location, qualifiers: [['254'], ['7040']] },
  { ai: '415', ...location, needs: ['8020'], qualifiers: [['8020']] },
  { ai: '417', ...location, qualifiers: [['7040']] },
  { ai: '420', parts: [textUpTo(20)], excludes: ['421'] },
  { ai: '421', parts: [country, textUpTo(9)], excludes: ['4307'] },
  { ai: '422', parts: [country], needs: anyGoods, excludes: ['426'] },
  { ai: '423', parts: upToFiveCountries, needs: ['01', '02', '03'], excludes: ['426'] },
  { ai: '424', parts: [country], needs: ['01', '02', '03'], excludes: ['426'] },
  { ai: '425', parts: upToFiveCountries, needs: ['01', '02', '03'], excludes: ['426'] },
  { ai: '426', parts: [country], needs: ['01', '02', '03'] },
  { ai: '427', parts: [textUpTo(3)], needs: ['01+422', '02+422', '03+422'] },
  ...each(['4300', '4301', '4310', '4311', '4320'], pallet(written(35))),
  ...each(['4302', '4304', '4305', '4306', '4312', '4314', '4315', '4316'], pallet(written(70))),
  { ai: '4303', parts: [written(70)], needs: ['4302'] },
  { ai: '4313', parts: [written(70)], needs: ['4312'] },
  ...each(['4307', '4317'], pallet(text(2, countryLetters))),
  ...each(['4308', '4319'], pallet(textUpTo(30))),
  { ai: '4309', ...pallet(digits(10, latitude), digits(10, longitude)) },
  { ai: '4318', ...pallet(textUpTo(20)) },
  ...each(range(4321, 4323), pallet(digits(1, yesOrNo))),
  ...each(['4324', '4325'], pallet(digits(6, dayOrMonth), digits(4, hourAndMinute))),
  { ai: '4326', ...pallet(digits(6, day)) },
  // Highest and lowest temperature, each in degrees of either Fahrenheit or Celsius.
  ...[['4330', '4331'], ['4331', '4330'], ['4332', '4333'], ['4333', '4332']].map(([ai = '', other = '']) => ({ ai, ...pallet(digits(6), optional(text(1, minusSign))), excludes: [other] })),
]
