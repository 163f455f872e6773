import { exitCode, type Command } from '../command.ts'
import { explainPrice } from '../price/explain-price.ts'
import { priceDocument } from '../price/price-document.ts'
import { priceDocumentBasket } from '../price/price-document-basket.ts'
import { readJson } from '../read-input.ts'
import { readOptions } from '../read-options.ts'

const usage = `usage: lanewise price [FILE] [--json]

Prices one basket exactly as a lane does: the same rules, the same cents, the same reasons.
Reads one JSON document from FILE, or from standard input:

  {
    "time":  {"day": "2026-03-02", "minuteOfDay": 600},
    "lines": [{"item": {"itemId": "milk", "priceMinor": 119, "categoryId": "dairy"}, "quantity": 3},
              {"item": {"itemId": "grapes", "priceMinor": 399, "soldBy": "weight"}, "quantity": {"kind": "weight", "grams": 512}}],
    "offers": [{"offerId": "o1", "name": {"en": "Dairy -20 %"}, "activation": {"kind": "automatic"},
                "window": {"fromDay": "2026-03-01", "untilDay": "2026-03-31"},
                "condition": {"kind": "quantity", "set": {"categoryIds": ["dairy"]}, "unitCount": 1},
                "reward": {"kind": "percent-off", "basisPoints": 2000}, "limits": {}, "stackingGroup": "main",
                "funding": {"by": "store", "supplierShareBasisPoints": 0, "reducesTaxBase": true}}],
    "member": {"memberId": "m1", "tier": "gold"},
    "list":   a shopping list, "coupons": [{"offerId": "o2", "couponCode": "9521234000018123"}],
    "taxClasses": [{"taxClassId": "std", "name": "VAT", "letter": "A", "rateBasisPoints": 2300, "kind": "included"}],
    "earn":   {"points": 1, "perMinor": 100}
  }

Only time and lines are needed. Money in minor units, weights in grams, rates in basis points.

  --json         the priced basket as one JSON object

Exit codes: 0 priced · 2 the document does not fit; each wrong field is named by its path`

export const price: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = readOptions(args, { json: { type: 'boolean' } }, { min: 0, max: 1 })
    const document = await readJson(positionals[0] ?? '-', priceDocument, io)
    const priced = priceDocumentBasket(document)
    if (values.json) io.out(JSON.stringify(priced.priced))
    else for (const line of explainPrice(priced, document.currency)) io.out(line)
    return exitCode.ok
  },
}
