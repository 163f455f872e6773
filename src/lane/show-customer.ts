import type { LaneView, ViewLine } from '../contract/lane-view.ts'
import { assertNever } from '../domain/assert.ts'
import { roundCash } from '../domain/money/cash-rounding.ts'
import { formatMinor } from '../domain/money/money.ts'
import { columnsOf } from '../domain/receipt/columns-of.ts'
import { worded, type Language } from '../domain/wording.ts'

/** What stands on a display of two lines. */
export interface CustomerLines {
  readonly upper: string
  readonly lower: string
}

const words = {
  en: { welcome: 'Welcome', closed: 'Lane closed', elsewhere: 'Next lane, please', total: 'TOTAL', left: 'To pay', cash: 'In cash', change: 'Change', back: 'Back to you', thanks: 'Thank you' },
  zh: { welcome: '欢迎光临', closed: '本台暂停服务', elsewhere: '请到其他收银台', total: '合计', left: '还需付', cash: '付现金', change: '找零', back: '退款', thanks: '谢谢惠顾' },
} as const

export interface Glass {
  readonly language: Language
  readonly columnCount: number
}

/**
 * What the customer reads: the newest item and its price, the total when she pays and what it is in cash where that
 * differs, her change when she has paid, what goes back to her for goods she returns, and a welcome when nobody is being served. Each line fits the glass; a long name is cut, an amount never.
 */
export function showCustomer({ sale, returning, lane }: LaneView, glass: Glass): CustomerLines {
  const said = words[glass.language]
  const row = (left: string, minor: number): string => leftAndRight(left, formatMinor(minor, lane.currency), glass.columnCount)
  const toPay = ({ paidMinor, leftMinor }: Extract<LaneView['sale'], { kind: 'tendering' }>): string => {
    if (paidMinor !== 0) return row(said.left, leftMinor)
    const cashMinor = roundCash(leftMinor, lane.cashRounding)
    return cashMinor === leftMinor ? '' : row(said.cash, cashMinor)
  }
  if (returning?.back) return { upper: row(said.back, returning.back.dueBackMinor), lower: returning.finished ? centred(said.thanks, glass.columnCount) : '' }
  switch (sale.kind) {
    case 'idle':
      return { upper: centred(lane.storeName, glass.columnCount), lower: centred(said.welcome, glass.columnCount) }
    case 'open': {
      const line = sale.basket.lines.findLast((candidate) => candidate.state === 'sold')
      if (line) return { upper: fitting(worded(line.name, glass.language), glass.columnCount), lower: row(quantityOf(line, lane.currency), line.grossMinor) }
      return { upper: centred(lane.storeName, glass.columnCount), lower: centred(said.welcome, glass.columnCount) }
    }
    case 'tendering':
      return { upper: row(said.total, sale.basket.totals.dueMinor), lower: toPay(sale) }
    case 'done':
      return { upper: row(said.total, sale.basket.totals.dueMinor), lower: sale.changeMinor > 0 ? row(said.change, sale.changeMinor) : centred(said.thanks, glass.columnCount) }
    default:
      return assertNever(sale, 'sale on the screen')
  }
}

/** Nobody is served here. */
export function closedLines({ language, columnCount }: Glass): CustomerLines {
  return { upper: centred(words[language].closed, columnCount), lower: centred(words[language].elsewhere, columnCount) }
}

/** One unit needs no sum. */
function quantityOf({ quantity, unitPriceMinor }: ViewLine, currency: LaneView['lane']['currency']): string {
  const price = formatMinor(unitPriceMinor, currency)
  switch (quantity.kind) {
    case 'units':
      return quantity.count === 1 ? '' : `${quantity.count} x ${price}`
    case 'weight':
      return `${formatMinor(quantity.grams, { code: 'kg', decimals: 3, symbol: 'kg' })} kg`
    default:
      return assertNever(quantity, 'quantity')
  }
}

function leftAndRight(left: string, right: string, columnCount: number): string {
  const room = columnCount - columnsOf(right) - 1
  const shown = fitting(left, Math.max(room, 0))
  return shown + ' '.repeat(Math.max(columnCount - columnsOf(right) - columnsOf(shown), 0)) + right
}

function centred(text: string, columnCount: number): string {
  const shown = fitting(text, columnCount)
  return ' '.repeat(Math.floor((columnCount - columnsOf(shown)) / 2)) + shown
}

/** As much of a text as fits so many columns; never half a character. */
function fitting(text: string, columnCount: number): string {
  let shown = ''
  for (const character of text) {
    if (columnsOf(shown + character) > columnCount) break
    shown += character
  }
  return shown.trimEnd()
}
