import { manufacturerCoupon, positiveOffer } from '../../../domain/barcode/ai/assets-and-services.ts'
import { endsInCheckPair } from '../../../domain/barcode/ai/check-pair.ts'
import * as coded from '../../../domain/barcode/ai/coded-values.ts'
import { countryLetters, countryNumber, countryNumberOrSeveral } from '../../../domain/barcode/ai/countries.ts'
import { currencyNumber } from '../../../domain/barcode/ai/currencies.ts'
import { day, dayOrMonth, dayWithCentury, hour, hourAndMinute, minute, second } from '../../../domain/barcode/ai/date-and-time.ts'
import { iban } from '../../../domain/barcode/ai/iban.ts'
import { packageType } from '../../../domain/barcode/ai/package-types.ts'
import { characterSets, type ContentRule } from '../../../domain/barcode/ai/value-part.ts'
import { endsInCheckDigit } from '../../../domain/barcode/check-digit.ts'

/** One rule of GS1's dictionary: ours, and where a value of an identifier holds a piece under it. */
export interface LinterRule {
  readonly rule: ContentRule
  /** What stands in front of the piece and behind it in an element string. */
  readonly before: string
  readonly behind?: string
  readonly shortest: number
  readonly longest: number
}

function inside(rule: ContentRule, before: string, [shortest, longest]: readonly [number, number], behind = ''): LinterRule {
  return { rule, before, behind, shortest, longest }
}

/** By the name GS1 gives the rule. `gcppos1` and `gcppos2` ask a register of company prefixes; what of them needs no register is ours. */
export const linterRules: Readonly<Record<string, LinterRule>> = {
  couponcode: inside(manufacturerCoupon, '8110', [1, 70]),
  couponposoffer: inside(positiveOffer, '8112', [1, 70]),
  cset39: inside(characterSets['part-number'], '80109521', [1, 26]),
  cset64: inside(characterSets.base64, '8030', [1, 90]),
  cset82: inside(characterSets.text, '240', [1, 30]),
  csetnumeric: inside(characterSets.digits, '3900', [1, 15]),
  csum: inside(endsInCheckDigit, '414', [13, 13]),
  csumalpha: inside(endsInCheckPair, '8013', [6, 25]),
  gcppos1: inside(coded.companyPrefixFirst, '8004', [1, 30]),
  gcppos2: inside(coded.companyPrefixSecond, '01', [14, 14]),
  hasnondigit: inside(coded.hasNonDigit, '8014', [25, 25]),
  hh: inside(hour, '8008260101', [2, 2]),
  hhmi: inside(hourAndMinute, '7003260101', [4, 4]),
  hyphen: inside(coded.minusSign, '4330000100', [1, 1]),
  iban: inside(iban, '8007', [1, 34]),
  importeridx: inside(coded.importerIndex, '70401AA', [1, 1]),
  iso3166: inside(countryNumber, '422', [3, 3]),
  iso3166999: inside(countryNumberOrSeveral, '7030', [3, 3], 'X'),
  iso3166alpha2: inside(countryLetters, '4307', [2, 2]),
  iso4217: inside(currencyNumber, '3910', [3, 3], '1'),
  iso5218: inside(coded.biologicalSex, '7252', [1, 1]),
  latitude: inside(coded.latitude, '4309', [10, 10], '0000000000'),
  longitude: inside(coded.longitude, '43090000000000', [10, 10]),
  mediatype: inside(coded.mediaType, '7241', [2, 2]),
  mi: inside(minute, '800826010110', [2, 2]),
  nonzero: inside(coded.notZero, '8001', [4, 4], '0000100100'),
  nozeroprefix: inside(coded.noLeadingZero, '8011', [1, 12]),
  packagetype: inside(packageType, '7041', [1, 4]),
  pcenc: inside(coded.percentEncoded, '4300', [1, 35]),
  pieceoftotal: inside(coded.pieceOfTotal, '800609521234543213', [4, 4]),
  posinseqslash: inside(coded.positionOfTotal, '7258', [3, 3]),
  ss: inside(second, '80082601011000', [2, 2]),
  winding: inside(coded.windingDirection, '8001000100001001', [1, 1], '0'),
  yesno: inside(coded.yesOrNo, '4321', [1, 1]),
  yymmd0: inside(dayOrMonth, '17', [6, 6]),
  yymmdd: inside(day, '7006', [6, 6]),
  yyyymmdd: inside(dayWithCentury, '7250', [8, 8]),
  zero: inside(coded.onlyZeros, '8003', [1, 1], '9521234000006'),
}
