/** How the value behind one application identifier is written. */
export interface ApplicationIdentifier {
  /** Digits, or `n` where any digit stands (the place of a decimal point). */
  readonly ai: string
  /** Number of leading digits, then of further characters: up to, or exactly where `fixed`. */
  readonly digits: number
  readonly moreDigits?: number | undefined
  readonly moreText?: number | undefined
  /** Ends by its length; every other value ends at the separator or with the code. */
  readonly fixed?: true | undefined
  /** The digits up to this many end in a check digit. */
  readonly checkedDigits?: number | undefined
  /** Six digits year, month, day; day 00 is the last of the month. */
  readonly date?: true | undefined
}

/** Source: GS1 General Specifications 3.2 (identifiers) and 7.8.5 (predefined lengths). */
const table: readonly ApplicationIdentifier[] = [
  { ai: '00', digits: 18, fixed: true, checkedDigits: 18 },
  { ai: '01', digits: 14, fixed: true, checkedDigits: 14 },
  { ai: '02', digits: 14, fixed: true, checkedDigits: 14 },
  { ai: '10', digits: 0, moreText: 20 },
  ...['11', '12', '13', '15', '16', '17'].map((ai) => ({ ai, digits: 6, fixed: true as const, date: true as const })),
  { ai: '20', digits: 2, fixed: true },
  { ai: '21', digits: 0, moreText: 20 },
  { ai: '22', digits: 0, moreText: 20 },
  { ai: '235', digits: 0, moreText: 28 },
  { ai: '240', digits: 0, moreText: 30 },
  { ai: '241', digits: 0, moreText: 30 },
  { ai: '242', digits: 0, moreDigits: 6 },
  { ai: '243', digits: 0, moreText: 20 },
  { ai: '250', digits: 0, moreText: 30 },
  { ai: '251', digits: 0, moreText: 30 },
  { ai: '253', digits: 13, moreText: 17, checkedDigits: 13 },
  { ai: '254', digits: 0, moreText: 20 },
  { ai: '255', digits: 13, moreDigits: 12, checkedDigits: 13 },
  { ai: '30', digits: 0, moreDigits: 8 },
  // Weights and measures: 31 to 36 end by their length whatever the third digit, assigned or not.
  ...['31', '32', '33', '34', '35', '36'].flatMap((family) => Array.from('0123456789', (measure) => ({ ai: `${family}${measure}n`, digits: 6, fixed: true as const }))),
  { ai: '37', digits: 0, moreDigits: 8 },
  { ai: '390n', digits: 0, moreDigits: 15 },
  { ai: '391n', digits: 3, moreDigits: 15 },
  { ai: '392n', digits: 0, moreDigits: 15 },
  { ai: '393n', digits: 3, moreDigits: 15 },
  { ai: '394n', digits: 4 },
  { ai: '395n', digits: 6 },
  { ai: '400', digits: 0, moreText: 30 },
  { ai: '401', digits: 0, moreText: 30 },
  { ai: '402', digits: 17, checkedDigits: 17 },
  { ai: '403', digits: 0, moreText: 30 },
  ...['410', '411', '412', '413', '414', '415', '416', '417'].map((ai) => ({ ai, digits: 13, fixed: true as const, checkedDigits: 13 })),
  { ai: '420', digits: 0, moreText: 20 },
  { ai: '421', digits: 3, moreText: 9 },
  { ai: '422', digits: 3 },
  { ai: '7003', digits: 10 },
  { ai: '8005', digits: 6 },
  { ai: '8006', digits: 18, checkedDigits: 14 },
  { ai: '8008', digits: 8, moreDigits: 4 },
  { ai: '8017', digits: 18, checkedDigits: 18 },
  { ai: '8018', digits: 18, checkedDigits: 18 },
  { ai: '8019', digits: 0, moreDigits: 10 },
  { ai: '8020', digits: 0, moreText: 25 },
  { ai: '8110', digits: 0, moreText: 70 },
  { ai: '8111', digits: 4 },
  { ai: '8112', digits: 0, moreText: 70 },
  { ai: '8200', digits: 0, moreText: 70 },
  { ai: '90', digits: 0, moreText: 30 },
  ...['91', '92', '93', '94', '95', '96', '97', '98', '99'].map((ai) => ({ ai, digits: 0, moreText: 90 })),
]

const byDigits = new Map(table.map((identifier) => [identifier.ai, identifier]))

/** The identifier a text begins with, and how many characters it takes; undefined when the table has none. No identifier begins another. */
export function findIdentifier(text: string): { readonly identifier: ApplicationIdentifier; readonly ai: string } | undefined {
  for (const length of [2, 3, 4]) {
    const ai = text.slice(0, length)
    if (ai.length < length) return undefined
    const identifier = byDigits.get(ai) ?? (length === 4 ? byDigits.get(`${ai.slice(0, 3)}n`) : undefined)
    if (identifier !== undefined) return { identifier, ai }
  }
  return undefined
}
