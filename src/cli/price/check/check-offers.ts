import { offer as offerSchema } from '../../../contract/offer.ts'
import { readOffer } from '../../../contract/read-offer.ts'
import type { Item } from '../../../domain/catalog/item.ts'
import type { Offer } from '../../../domain/offers/offer.ts'
import { pathOf } from '../../read-input.ts'
import { findDead, type Problem } from './find-dead.ts'
import { findDouble } from './find-double.ts'
import { findGivenAway } from './find-given-away.ts'
import { findStacked } from './find-stacked.ts'
import { findUnbounded } from './find-unbounded.ts'
import type { Finding } from './finding.ts'
import { openShelf } from './shelf.ts'

interface ReadOffer {
  readonly index: number
  readonly offer: Offer
}

/**
 * Looks through offers for what should not go out, in the order of the file.
 * @param offers as they were read; each is held against the schema by itself
 * @param items  none: sets and prices are not looked at
 * @param day    what is over before this day is dead
 */
export function checkOffers({ offers, items, day }: { readonly offers: readonly unknown[]; readonly items: readonly Item[]; readonly day: string }): Finding[] {
  const read: ReadOffer[] = []
  const findings: Finding[] = []
  for (const [index, each] of offers.entries()) {
    const parsed = offerSchema.safeParse(each)
    if (parsed.success) read.push({ index, offer: parsed.data })
    else if (readOffer(each).kind === 'unknown') findings.push(...unknownFindings(index, each))
    else for (const issue of parsed.error.issues) findings.push({ index, offerId: idOf(each), field: pathOf(issue.path), kind: 'contradiction', problem: issue.message, advice: 'correct the field; the door refuses the offer as it is' })
  }
  findings.push(...acrossOffers(read, items, day))
  return findings.sort((a, b) => a.index - b.index)
}

function acrossOffers(read: readonly ReadOffer[], items: readonly Item[], day: string): Finding[] {
  const all = read.map(({ offer }) => offer)
  const shelf = openShelf(items, all)
  const alone = read.flatMap(({ index, offer }, position) => {
    const named = (kind: Finding['kind'], problems: readonly Problem[]): Finding[] => problems.map((problem) => ({ index, offerId: offer.offerId, kind, ...problem }))
    const { double, dead } = findDouble(offer, all.slice(0, position), all)
    return [...named('dead', [...findDead(offer, shelf, day), ...dead]), ...named('gives-away', findGivenAway(offer, shelf)), ...named('unbounded', findUnbounded(offer)), ...named('double', double)]
  })
  return [...alone, ...findStacked(shelf).map(({ itemId, offerIds }) => stackedFinding(itemId, offerIds, read))]
}

function stackedFinding(itemId: string, offerIds: readonly string[], read: readonly ReadOffer[]): Finding {
  const [first = ''] = offerIds
  const index = read.find(({ offer }) => offer.offerId === first)?.index ?? 0
  return { index, offerId: first, field: 'stackingGroup', kind: 'gives-away', problem: `together with ${offerIds.slice(1).join(', ')} it leaves nothing to pay for ${itemId}`, advice: 'put them into one stacking group, or set combinable to false' }
}

function idOf(each: unknown): string {
  return typeof each === 'object' && each !== null && 'offerId' in each && typeof each.offerId === 'string' ? each.offerId : ''
}

/** Not wrong, but too new for this program and every lane of its version. */
function unknownFindings(index: number, each: unknown): Finding[] {
  const read = readOffer(each)
  if (read.kind !== 'unknown') return []
  return read.fields.map((field) => ({ index, offerId: read.offer.offerId, field, kind: 'unknown-kind', problem: 'is of a kind this program does not know: lanes of its version leave the offer out and show that they do', advice: 'correct the kind, or update head office and the lanes before it goes out' }))
}
