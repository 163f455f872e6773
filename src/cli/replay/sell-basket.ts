import type { CommandId } from '../../domain/ids.ts'
import type { Lane } from '../../lane/lane.ts'
import { commandIdOf } from './command-id.ts'
import type { ReplayBasket } from './replay-basket.ts'

/** How long the lane took, in milliseconds, for steps it carried out in this run. */
export interface SaleTimes {
  /** From the scan's arrival to the answer: understood, decided, on the disk, priced. */
  readonly scanMs: readonly number[]
  /** From asking to pay to the completed sale on the disk. */
  readonly saleMs: number
  /** What the lane said no to. */
  readonly troubles: readonly string[]
}

interface Parts {
  readonly lane: Lane
  /** True for a command whose facts are in the journal already. */
  readonly knows: (commandId: CommandId) => boolean
  /** What the club card's barcode says. */
  readonly cardCode: (household: string) => string
  /** Milliseconds from any start, to a thousandth. */
  readonly stopwatch: () => number
}

/** Rings up one basket as a cashier would: card, items, cash. Steps the journal holds already are passed over. */
export function sellBasket(basket: ReplayBasket, { lane, knows, cardCode, stopwatch }: Parts): SaleTimes {
  const scanMs: number[] = []
  const troubles: string[] = []
  const send = (step: string, body: Parameters<Lane['handle']>[0]['body']): number => {
    const startedMs = stopwatch()
    const outcome = lane.handle({ id: commandIdOf(basket.basketId, step), body })
    const tookMs = stopwatch() - startedMs
    if (outcome.kind !== 'ok') troubles.push(`basket ${basket.basketId}, ${step}: ${outcome.kind === 'refused' ? JSON.stringify(outcome.refusal) : outcome.message}`)
    return tookMs
  }

  if (basket.household !== undefined) send('card', { name: 'scan', text: cardCode(basket.household) })
  for (const [index, { gtin, unitCount }] of basket.lines.entries()) {
    const step = `line ${index + 1}`
    if (knows(commandIdOf(basket.basketId, step))) continue
    if (unitCount !== 1) send(`${step} quantity`, { name: 'setNextQuantity', unitCount })
    scanMs.push(send(step, { name: 'scan', text: scannedText(gtin) }))
  }
  const askedMs = send('pay', { name: 'openTender' })
  const { sale } = lane.view()
  const paidMs = sale.kind === 'tendering' ? send('cash', { name: 'takeCash', givenMinor: sale.leftMinor }) : 0
  return { scanMs, saleMs: askedMs + paidMs, troubles }
}

/** A retail scanner names the symbology; thirteen digits may else be taken for something longer that was cut off. */
function scannedText(gtin: string): string {
  return gtin.length === 14 ? gtin : `${gtin.length === 8 ? ']E4' : ']E0'}${gtin}`
}

/** Commands that may complete a basket: with money, or at once when nothing is owed. */
export function completingIds(basketId: string): readonly CommandId[] {
  return [commandIdOf(basketId, 'cash'), commandIdOf(basketId, 'pay')]
}
