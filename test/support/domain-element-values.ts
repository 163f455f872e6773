import fc from 'fast-check'
import type { ApplicationIdentifier } from '../../src/domain/barcode/ai/application-identifier.ts'
import { checkPair, endsInCheckPair } from '../../src/domain/barcode/ai/check-pair.ts'
import { biologicalSex, importerIndex, latitude, longitude, mediaType, minusSign, pieceOfTotal } from '../../src/domain/barcode/ai/coded-values.ts'
import { countryLetters, countryNumber, countryNumberOrSeveral } from '../../src/domain/barcode/ai/countries.ts'
import { currencyNumber } from '../../src/domain/barcode/ai/currencies.ts'
import { day, dayOrMonth, dayWithCentury, hour, hourAndMinute, minute, second } from '../../src/domain/barcode/ai/date-and-time.ts'
import { identifiers } from '../../src/domain/barcode/ai/find-identifier.ts'
import { faultOfValue, type ContentRule, type ValuePart } from '../../src/domain/barcode/ai/value-part.ts'
import { checkDigit, endsInCheckDigit } from '../../src/domain/barcode/check-digit.ts'

const charactersOf = {
  digits: '0123456789',
  text: '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
  'part-number': '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
} as const

/** Right values of parts whose rules no random text would ever meet, by identifier; the rest is found by trying. */
const examples: Readonly<Record<string, readonly string[]>> = {
  '8007': ['DE91100000000123456789', 'BE71096123456769'],
  '8110': ['095212300007725011030032612314260901', '095212300007725011030091000'],
  '8112': ['1195212340000773123456789', '001234561234560123456'],
  '8001': ['12341234512301', '00010000100199'],
  '7041': ['9', 'PA', 'APE'],
  '7258': ['1/3', '2/2'],
  '8003': ['09521234000006', '09521234000006AB'],
}
const written = new Map<ContentRule, string>([
  [dayOrMonth, '261130'], [day, '280229'], [dayWithCentury, '19840229'], [hourAndMinute, '2359'], [hour, '23'], [minute, '59'], [second, '00'],
  [countryNumber, '056'], [countryNumberOrSeveral, '999'], [countryLetters, 'NZ'], [currencyNumber, '978'],
  [latitude, '1799999999'], [longitude, '0000000001'], [pieceOfTotal, '0912'], [mediaType, '80'], [biologicalSex, '9'], [minusSign, '-'], [importerIndex, '_'],
])

/** A right value of any identifier of GS1, each part by its rules. */
export const anyElement: fc.Arbitrary<{ readonly ai: string; readonly value: string }> = fc
  .constantFrom(...identifiers.values())
  .chain((identifier) => valueOf(identifier).map((value) => ({ ai: identifier.ai, value })))

function valueOf({ ai, parts }: ApplicationIdentifier): fc.Arbitrary<string> {
  const known = examples[ai]
  if (known !== undefined) return fc.constantFrom(...known)
  return fc.nat({ max: parts.filter(({ optional }) => optional).length })
    .chain((leftOut) => fc.tuple(...parts.slice(0, parts.length - leftOut).map(pieceOf)))
    .map((pieces) => pieces.join(''))
    .filter((value) => faultOfValue(parts, value) === undefined)
}

function pieceOf(part: ValuePart): fc.Arbitrary<string> {
  const fixed = part.rules.map((rule) => written.get(rule)).find((value) => value !== undefined)
  if (fixed !== undefined) return fc.constant(fixed)
  const text = fc.string({ unit: fc.constantFrom(...charactersOf[part.characters]), minLength: part.shortest, maxLength: part.longest })
  if (part.rules.includes(endsInCheckDigit)) return text.map((digits) => digits.slice(0, -1) + checkDigit(digits.slice(0, -1)))
  if (part.rules.includes(endsInCheckPair)) return text.map((model) => `9521${model.slice(0, 19)}`).map((model) => model + checkPair(model))
  return part.rules.length > 0 && part.longest > 4 ? text.map((rest) => `9521${rest}`.replaceAll('%', '%20').slice(0, part.longest)) : text
}
