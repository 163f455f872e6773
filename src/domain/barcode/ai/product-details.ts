import { each, range, type ApplicationIdentifier } from './application-identifier.ts'
import { biologicalSex, companyPrefixFirst, importerIndex, mediaType, percentEncoded, positionOfTotal } from './coded-values.ts'
import { countryNumberOrSeveral } from './countries.ts'
import { day, dayWithCentury, hourAndMinute } from './date-and-time.ts'
import { packageType } from './package-types.ts'
import { digits, digitsUpTo, optional, text, textUpTo } from './value-part.ts'

const goods = ['01', '02']
const goodsOrMade = ['01', '02', '03']
const person = ['8017', '8018']

/** Food and where it was caught and cut, refurbishing, tobacco, medicine numbers, certificates, patients. Source: GS1 General Specifications 3.8 */
export const productDetails: readonly ApplicationIdentifier[] = [
  { ai: '7001', parts: [digits(13)], needs: ['01', '02', '8006', '8026'] },
  { ai: '7002', parts: [textUpTo(30)], needs: goods },
  { ai: '7003', parts: [digits(6, day), digits(4, hourAndMinute)], needs: goodsOrMade },
  { ai: '7004', parts: [digitsUpTo(4)], needs: ['01+10', '03+10'] },
  { ai: '7005', parts: [textUpTo(12)], needs: goods },
  { ai: '7006', parts: [digits(6, day)], needs: goods },
  { ai: '7007', parts: [digits(6, day), optional(digits(6, day))], needs: goods },
  { ai: '7008', parts: [textUpTo(3)], needs: goods },
  { ai: '7009', parts: [textUpTo(10)], needs: goods },
  { ai: '7010', parts: [textUpTo(2)], needs: goodsOrMade },
  { ai: '7011', parts: [digits(6, day), optional(digits(4, hourAndMinute))], needs: goodsOrMade },
  { ai: '7020', parts: [textUpTo(20)], needs: ['01+416', '03+416', '8006+416'] },
  { ai: '7021', parts: [textUpTo(20)], needs: ['01', '03', '8006'] },
  { ai: '7022', parts: [textUpTo(20)], needs: ['01+7021', '03+7021', '8006+7021'] },
  { ai: '7023', parts: [textUpTo(30, companyPrefixFirst)] },
  ...each(range(7030, 7039), { parts: [digits(3, countryNumberOrSeveral), textUpTo(27)], needs: goods }),
  { ai: '7040', parts: [digits(1), text(1), text(1), text(1, importerIndex)], notInQuery: true },
  { ai: '7041', parts: [textUpTo(4, packageType)], needs: ['00'], notInQuery: true },
  ...each(range(710, 717), { parts: [textUpTo(20)], needs: ['01'] }),
  ...each(range(7230, 7239), { parts: [text(2), textUpTo(28)], needs: ['01', '8004'] }),
  { ai: '7240', parts: [textUpTo(20)], needs: ['01', '8006'], excludes: ['03'] },
  { ai: '7241', parts: [digits(2, mediaType)], needs: person },
  { ai: '7242', parts: [textUpTo(25)], needs: person },
  { ai: '7250', parts: [digits(8, dayWithCentury)], needs: ['8018'], excludes: ['7251'] },
  { ai: '7251', parts: [digits(8, dayWithCentury), digits(4, hourAndMinute)], needs: ['8018'], excludes: ['7250'] },
  { ai: '7252', parts: [digits(1, biologicalSex)], needs: ['8018'] },
  ...each(['7253', '7254'], { parts: [textUpTo(40, percentEncoded)], needs: person, excludes: ['7256', '7259'] }),
  { ai: '7255', parts: [textUpTo(10)], needs: person, excludes: ['7256', '7259'] },
  { ai: '7256', parts: [textUpTo(90, percentEncoded)], needs: person },
  { ai: '7257', parts: [textUpTo(70, percentEncoded)], needs: ['8018'] },
  { ai: '7258', parts: [text(3, positionOfTotal)], needs: ['8018+7259'] },
  { ai: '7259', parts: [textUpTo(40, percentEncoded)], needs: ['8018'], excludes: ['7256'] },
]
