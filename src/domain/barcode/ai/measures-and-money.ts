import { decimals, each, type ApplicationIdentifier } from './application-identifier.ts'
import { currencyNumber } from './currencies.ts'
import { digits, digitsUpTo } from './value-part.ts'

/** Weights, lengths, areas and volumes of the goods themselves, by the first three digits. */
const trade = ['310', '311', '312', '313', '314', '315', '316', '320', '321', '322', '323', '324', '325', '326', '327', '328', '329', '350', '351', '352', '356', '357', '360', '361', '364', '365', '366']
/** The same of a pallet or parcel, with what it is packed in. */
const logistic = ['330', '331', '332', '333', '334', '335', '336', '340', '341', '342', '343', '344', '345', '346', '347', '348', '349', '353', '354', '355', '362', '363', '367', '368', '369']

/** Six digits of which the last of the identifier says how many stand behind the point. */
function measure(family: string, needs: readonly string[]): ApplicationIdentifier[] {
  return each(decimals(family, 5), { parts: [digits(6)], fixed: true, needs, excludes: [`${family}n`] })
}

const perMeasure = ['31nn', '32nn', '35nn', '36nn']

/** Source: GS1 General Specifications 3.6 (measures) and 3.7, 3.9 (amounts) */
export const measuresAndMoney: readonly ApplicationIdentifier[] = [
  ...trade.flatMap((family) => measure(family, ['01', '02'])),
  ...logistic.flatMap((family) => measure(family, ['00', '01'])),
  ...measure('337', ['01']),
  ...each(decimals('390', 9), { parts: [digitsUpTo(15)], needs: ['255', '8020'], excludes: ['390n', '391n', '394n', '8111'] }),
  ...each(decimals('391', 9), { parts: [digits(3, currencyNumber), digitsUpTo(15)], needs: ['8020'], excludes: ['391n'] }),
  ...each(decimals('392', 9), { parts: [digitsUpTo(15)], needs: ['30', ...perMeasure].map((ai) => `01+${ai}`), excludes: ['392n', '393n'] }),
  ...each(decimals('393', 9), { parts: [digits(3, currencyNumber), digitsUpTo(15)], needs: ['30', ...perMeasure], excludes: ['393n'] }),
  ...each(decimals('394', 3), { parts: [digits(4)], needs: ['255'], excludes: ['394n', '8111'] }),
  ...each(decimals('395', 5), { parts: [digits(6)], needs: ['30', ...perMeasure], excludes: ['392n', '393n', '395n', '8005'] }),
  { ai: '8005', parts: [digits(6)], needs: ['01', '02'] },
]
