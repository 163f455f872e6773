import type { Line } from '../basket/line.ts'
import type { BasketParts } from './basket-part.ts'
import { nothingSurveyed, type Survey } from './survey-offers.ts'

/**
 * What one pass hands the next over the same sale, so that a scan touches only what it can change.
 *
 * It holds what the last pass used and nothing older, so it never outgrows the basket; whose sale has ended lets go of
 * it. Every entry depends on lines and offers that never change and is found by them: a pass with a memo of whatever
 * basket gives what one without gives.
 */
export interface PricingMemo {
  survey: Survey
  /** The survey's lines in goods order. */
  goods: readonly Line[]
  parts: BasketParts
  /** Under which the parts were searched. */
  nodeLimit: number
}

/** A memo that knows nothing yet. */
export function openPricingMemo(): PricingMemo {
  return { survey: nothingSurveyed, goods: [], parts: new Map(), nodeLimit: 0 }
}

export function keepInMemo(memo: PricingMemo, { survey, goods, parts, nodeLimit }: PricingMemo): void {
  memo.survey = survey
  memo.goods = goods
  memo.parts = parts
  memo.nodeLimit = nodeLimit
}
