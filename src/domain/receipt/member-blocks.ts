import type { TierProgress } from '../loyalty/tier-progress.ts'
import { formatMinor, type Currency } from '../money/money.ts'
import type { IssuedCoupon, UnclaimedListLine } from '../sale/facts.ts'
import { worded, type Language, type Wording } from '../wording.ts'
import type { ReceiptBlock } from './receipt-document.ts'
import type { ReceiptInput } from './receipt-input.ts'
import { receiptWords } from './receipt-words.ts'

/** Who the member is, as far as a receipt left in a trolley may say, and how her points stand. */
export function memberBlocks({ completed, language, store }: ReceiptInput): ReceiptBlock[] {
  const { member, points } = completed
  if (member === undefined) return []
  const words = receiptWords[language]
  const pointRows: ReceiptBlock[] = points === undefined ? [] : [
    { kind: 'row', left: words.pointsEarned, right: String(points.earned) },
    { kind: 'row', left: words.pointsBalance, right: String(points.balanceAfter) },
    ...(points.pending ? [{ kind: 'row' as const, left: words.pointsPending(points.pending.fromDay), right: String(points.pending.points) }] : []),
    ...(points.nextTier ? [progressBlock(points.nextTier, language, store.currency)] : []),
  ]
  return [{ kind: 'rule' }, { kind: 'row', left: words.member(member.displayName), right: words.cardNumber(member.cardLast4) }, ...pointRows]
}

/** How far the next tier is: "To Gold 42.10". */
function progressBlock({ name, by, missing }: TierProgress, language: Language, currency: Currency): ReceiptBlock {
  const words = receiptWords[language]
  const tierName = worded(name, language)
  if (missing === 0) return { kind: 'text', text: words.tierReached(tierName), align: 'left' }
  return { kind: 'row', left: words.nextTier(tierName), right: by === 'spend' ? formatMinor(missing, currency) : words.visits(missing) }
}

/** What she had come for and did not take, with the offers that are still waiting for it. */
export function unclaimedBlocks(input: ReceiptInput): ReceiptBlock[] {
  const { completed, language } = input
  const unclaimed = completed.list?.unclaimed ?? []
  if (unclaimed.length === 0) return []
  return [
    { kind: 'rule' },
    { kind: 'text', text: receiptWords[language].notBought, align: 'left', strong: true },
    ...unclaimed.flatMap((line) => unclaimedLine(line, input)),
  ]
}

function unclaimedLine(line: UnclaimedListLine, { completed, offerName, language }: ReceiptInput): ReceiptBlock[] {
  const armed = new Map<string, Wording>(completed.priced.outcomes.map((outcome) => [outcome.offerId, outcome.name]))
  const names = line.offerIds.flatMap((offerId) => armed.get(offerId) ?? offerName?.(offerId) ?? [])
  return [
    { kind: 'text', text: `- ${worded(line.name, language)}`, align: 'left' },
    ...names.map((name): ReceiptBlock => ({ kind: 'row', left: worded(name, language), right: '', indent: 4 })),
  ]
}

/** The offer for the next visit, to be scanned on any lane: bars for any scanner, a QR code for phones and worn print heads. */
export function nextVisitBlocks({ completed, couponBarcode, language }: ReceiptInput): ReceiptBlock[] {
  return completed.issued === undefined ? [] : offerBlocks(completed.issued, couponBarcode, language)
}

function offerBlocks(issued: IssuedCoupon, couponBarcode: string | undefined, language: ReceiptInput['language']): ReceiptBlock[] {
  const words = receiptWords[language]
  const codes: ReceiptBlock[] = couponBarcode === undefined ? [] : [{ kind: 'barcode', symbology: 'gs1-128', data: couponBarcode }, { kind: 'qr', data: couponBarcode }]
  return [
    { kind: 'rule' },
    { kind: 'text', text: words.nextVisit, align: 'centre' },
    { kind: 'heading', text: worded(issued.name, language) },
    { kind: 'text', text: words.validUntil(issued.expiresOn), align: 'centre' },
    ...codes,
  ]
}
