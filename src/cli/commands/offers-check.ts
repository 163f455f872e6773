import { z } from 'zod'
import { exitCode, UsageError, type Command } from '../command.ts'
import { checkOffers } from '../price/check/check-offers.ts'
import type { Finding } from '../price/check/finding.ts'
import { pricedItem } from '../price/price-document.ts'
import { itemOf } from '../price/price-document-basket.ts'
import { readJson } from '../read-input.ts'
import { readOptions } from '../read-options.ts'

const usage = `usage: lanewise offers check [FILE] [--day YYYY-MM-DD] [--json]

Looks through offers before they go out and says what should not be: offers that contradict themselves, that are of a
kind this program does not know, that can never
do anything, that can give goods away, that may cost without end, and that are taken for one another.
Reads {"offers": […], "items": […]} from FILE, or from standard input; items as in lanewise price, and a document of
lanewise price will do. Without items, what depends on sets and prices is not looked at.

  --day          what ended before this day is dead; today unless told
  --json         findings as JSON: index, offerId, field, kind, problem, advice

Exit codes: 0 nothing found · 1 something found, each with the offer, the field and what to do · 2 the file cannot be read`

const offersDocument = z.object({ offers: z.array(z.unknown()).max(20_000), items: z.array(pricedItem).max(200_000).default([]) })

export const offersCheck: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = readOptions(args, { json: { type: 'boolean' }, day: { type: 'string' } }, { min: 0, max: 1 })
    const day = z.iso.date().safeParse(values.day ?? new Date().toISOString().slice(0, 10))
    if (!day.success) throw new UsageError(`--day takes a day as YYYY-MM-DD, not "${values.day ?? ''}"`)
    const { offers, items } = await readJson(positionals[0] ?? '-', offersDocument, io)
    const findings = checkOffers({ offers, items: items.map(itemOf), day: day.data })
    if (values.json) io.out(JSON.stringify(findings, null, 2))
    else for (const line of wordsOf(findings, offers.length)) io.out(line)
    return findings.length === 0 ? exitCode.ok : exitCode.foundTrouble
  },
}

function wordsOf(findings: readonly Finding[], offerCount: number): string[] {
  const rows = findings.map(({ index, offerId, field, kind, problem, advice }) => `offers[${index}] ${offerId || '(no id)'}  ${kind}  ${field}: ${problem}. To do: ${advice}.`)
  return [...rows, `${offerCount} offers, ${findings.length === 0 ? 'nothing found' : `${findings.length} findings`}`]
}
