import type { z } from 'zod'
import type { findItemsAnswer, LaneQuestion, showReceiptAnswer } from '../contract/lane-commands.ts'
import { priceOn } from '../domain/catalog/item.ts'
import type { LaneOutcome } from './command-outcome.ts'
import type { LaneContext } from './lane-context.ts'
import { saleTime } from './lane-state.ts'
import { laneLanguage } from './lane-view.ts'
import { renderSvg } from './receipt/render-svg.ts'
import { documentOf } from './receipts.ts'

const maxFoundCount = 20

/** Answers what changes nothing. */
export function answerQuestion(question: LaneQuestion, context: LaneContext): LaneOutcome {
  return question.name === 'findItems' ? findItems(question.words, context) : showReceipt(context)
}

function findItems(words: string, { state, store, clock }: LaneContext): LaneOutcome {
  const { day } = saleTime(state, clock.now())
  const items = store.replica.findItems(words, maxFoundCount).map((item) => ({
    itemId: item.itemId,
    name: item.name,
    code: item.plu ?? item.gtins[0] ?? '',
    priceMinor: priceOn(item, day)?.priceMinor ?? 0,
    soldBy: item.soldBy,
  }))
  return { kind: 'ok', body: { items } satisfies z.infer<typeof findItemsAnswer> }
}

function showReceipt({ state, store, config }: LaneContext): LaneOutcome {
  const newest = store.journal.withReceipt()
  if (!newest || !state.shop) return { kind: 'refused', refusal: { refused: 'no-receipt-yet' } }
  const seller = { laneNumber: config.laneNumber, cashierName: config.cashier.name, language: laneLanguage(state, config) }
  const svg = renderSvg(documentOf(newest.fact, state.shop, seller, false))
  return { kind: 'ok', body: { svg } satisfies z.infer<typeof showReceiptAnswer> }
}
