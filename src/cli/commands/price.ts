import { exitCode, UsageError, type Command } from '../command.ts'
import type { Io } from '../io.ts'
import { compareExpected } from '../price/compare-expected.ts'
import { explainPrice } from '../price/explain-price.ts'
import { priceAnswer } from '../price/price-answer.ts'
import { priceDocument, priceDocumentSchema } from '../price/price-document.ts'
import { priceDocumentBasket } from '../price/price-document-basket.ts'
import { readJson } from '../read-input.ts'
import { readOptions } from '../read-options.ts'

const usage = `usage: lanewise price [FILE ...] [--json | --explain | --schema]

Prices baskets exactly as a lane does: the same rules, the same cents, the same reasons.
Reads one JSON document from each FILE, or from standard input:

  {
    "businessTime": {"day": "2026-03-02", "minuteOfDay": 600},
    "taxes":  [{"taxClassId": "std", "name": "VAT", "letter": "A", "rateBasisPoints": 2300, "kind": "included"}],
    "items":  [{"itemId": "milk", "priceMinor": 119, "categoryId": "dairy", "taxClassId": "std"},
               {"itemId": "grapes", "priceMinor": 399, "soldBy": "weight", "taxClassId": "std"}],
    "offers": [{"offerId": "o1", "name": {"en": "Dairy -20 %"}, "activation": {"kind": "automatic"},
                "window": {"fromDay": "2026-03-01", "untilDay": "2026-03-31"},
                "condition": {"kind": "quantity", "set": {"categoryIds": ["dairy"]}, "unitCount": 1},
                "reward": {"kind": "percent-off", "basisPoints": 2000}, "limits": {}, "stackingGroup": "main",
                "funding": {"by": "store", "supplierShareBasisPoints": 0, "reducesTaxBase": true}}],
    "member": {"memberId": "m1", "tier": "gold"},
    "earn":   {"points": 1, "perMinor": 100, "tierFactors": {"gold": 15000}},
    "basket": [{"itemId": "milk", "quantity": 3},
               {"itemId": "grapes", "quantity": {"kind": "weight", "grams": 512}}],
    "returns": [{"line": 0, "unitCount": 1}]
  }

Only businessTime, items and basket are needed. Money in minor units, weights in grams, rates in basis points.
Also: "coupons" presented (of an offer by offerId and couponCode, a manufacturer's as {"code": "8110…"}), the member's
shopping "list", what is "remaining" of an offer's limits over many sales,
"currency", "taxRounding", "cashRounding", how points are kept ("loyalty") and what is "paidInPointsMinor", and what the answer is "expected" to be: worked examples are in test/golden/offers.

Writes JSON: lines, applied offers with units and amounts, the reason of every candidate, totals, tax, points, whether
no choice of offers saves more and how much one could save at most, and the refund for what is brought back.

  --json         that JSON; it is written unless told otherwise
  --explain      prints it as a cashier would read it out
  --schema       prints the document's JSON Schema

Exit codes: 0 priced · 1 something else came out than the document expected · 2 the document does not fit; each wrong field is named by its path`

export const price: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = readOptions(args, { json: { type: 'boolean' }, explain: { type: 'boolean' }, schema: { type: 'boolean' } }, { min: 0, max: 1000 })
    if (values.json && (values.explain || values.schema)) throw new UsageError('--json goes with neither --explain nor --schema')
    if (values.schema) {
      io.out(JSON.stringify(priceDocumentSchema(), null, 2))
      return exitCode.ok
    }
    let asExpected = true
    for (const file of positionals.length === 0 ? ['-'] : positionals) asExpected = (await priceFile(file, values.explain === true, io)) && asExpected
    return asExpected ? exitCode.ok : exitCode.foundTrouble
  },
}

/** @returns false when the document expected something else */
async function priceFile(file: string, explain: boolean, io: Io): Promise<boolean> {
  const document = await readJson(file, priceDocument, io)
  const priced = priceDocumentBasket(document)
  const answer = priceAnswer(document, priced)
  if (explain) for (const line of explainPrice(document, priced)) io.out(line)
  else io.out(JSON.stringify(answer, null, 2))
  const differences = document.expected ? compareExpected(document.expected, answer) : []
  for (const difference of differences) io.err(`lanewise price: ${file === '-' ? '' : `${file}: `}${difference}`)
  return differences.length === 0
}
