import { basket as basketSchema } from '../../contract/facts.ts'
import type { LaneMessage, ParkedSale } from '../../contract/store-network.ts'
import type { SaleId } from '../../domain/ids.ts'
import type { Basket } from '../../domain/sale/sale.ts'
import type { Clock } from '../real-clock.ts'
import type { Neighbour, Talk } from './open-talk.ts'

/** A parked sale of another lane. */
export type ParkedElsewhere = ParkedSale & Neighbour

/** What came of asking for one. `gone`: another lane has it, or it was finished. */
export type HandoverEnd = Given | { readonly kind: 'gone' } | { readonly kind: 'unanswered' }
export interface Given {
  readonly kind: 'given'
  readonly basket: Basket
  readonly from: Neighbour
  /** Names this giving, however often it is said. */
  readonly givenFor: string | undefined
}

/**
 * Parked sales going from lane to lane. Whoever gives one away has that in its journal before it says what is in it, and
 * says the same again to whoever it gave it to; whoever takes it writes it into its own journal and says so. In between,
 * whatever stops, the giver lists it as given, and the taker fetches it unasked: it is never at two lanes, and never lost.
 * A giving that was taken once is not taken again: the sale may have gone on to a third lane before the giver heard of it.
 */
export interface Handover {
  /** What other lanes have parked, the oldest first. */
  parked(): readonly ParkedElsewhere[]
  take(sale: Pick<ParkedElsewhere, 'saleId' | 'journalId' | 'laneNumber'>, ended: (end: HandoverEnd) => void): void
  /** It is in the journal now. */
  taken(saleId: SaleId, journalId: string): void
  hear(from: Neighbour, message: LaneMessage): void
}

export interface HandoverParts {
  readonly talk: () => Pick<Talk, 'present' | 'send'>
  readonly self: Neighbour
  readonly clock: Clock
  readonly newId: () => string
  /** The sale, with its leaving written down; `gone` where it is not here for that lane; undefined where nothing could be written. */
  readonly give: (saleId: SaleId, to: Neighbour, askId: string) => { readonly basket: Basket; readonly givenFor: string } | 'gone' | undefined
  readonly confirmed: (saleId: SaleId, journalId: string) => void
  /** A lane says that it gave this lane a sale and has not heard of it since. */
  readonly onOwed: (sale: ParkedElsewhere) => void
  readonly onParked: () => void
}

const [askAgainMs, mostAsks] = [100, 15]
const partCharacters = 3_000

interface Taking {
  readonly askId: string
  readonly saleId: string
  readonly from: Neighbour
  readonly parts: string[]
  askCount: number
  cancel: () => void
  readonly ended: (end: HandoverEnd) => void
}

export function openHandover({ talk, self, clock, newId, give, confirmed, onOwed, onParked }: HandoverParts): Handover {
  const listed = new Map<string, readonly ParkedElsewhere[]>()
  const takings = new Map<string, Taking>()

  const end = (taking: Taking, how: HandoverEnd): void => {
    if (!takings.delete(taking.saleId)) return
    taking.cancel()
    taking.ended(how)
  }
  const askOn = (taking: Taking): void => {
    taking.cancel()
    taking.askCount += 1
    if (taking.askCount > mostAsks) return end(taking, { kind: 'unanswered' })
    talk().send(taking.from.journalId, { kind: 'take', saleId: taking.saleId, askId: taking.askId, part: taking.parts.length })
    taking.cancel = clock.after(askAgainMs, () => askOn(taking))
  }
  const takePart = (taking: Taking, { givenFor, part, partCount, text }: Extract<LaneMessage, { kind: 'give' }>): void => {
    if (part !== taking.parts.length) return
    taking.parts.push(text)
    taking.askCount = 0
    if (taking.parts.length < partCount) return askOn(taking)
    end(taking, { kind: 'given', basket: basketSchema.parse(JSON.parse(taking.parts.join(''))), from: taking.from, givenFor })
  }

  const answer = (to: Neighbour, { saleId, askId, part }: Extract<LaneMessage, { kind: 'take' }>): void => {
    const given = give(saleId as SaleId, to, askId)
    if (given === undefined) return
    if (given === 'gone') return talk().send(to.journalId, { kind: 'gone', saleId, askId })
    const text = JSON.stringify(given.basket)
    const partCount = Math.ceil(text.length / partCharacters)
    talk().send(to.journalId, { kind: 'give', saleId, askId, givenFor: given.givenFor, part, partCount, text: text.slice(part * partCharacters, (part + 1) * partCharacters) })
  }

  const hearList = (from: Neighbour, parked: readonly ParkedSale[]): void => {
    const before = JSON.stringify(listed.get(from.journalId) ?? [])
    const now = parked.map((sale) => ({ ...sale, ...from }))
    listed.set(from.journalId, now)
    for (const sale of now) if (sale.givenTo === self.journalId && !takings.has(sale.saleId)) onOwed(sale)
    if (JSON.stringify(now) !== before) onParked()
  }

  return {
    parked: () => talk().present().flatMap(({ journalId }) => listed.get(journalId) ?? []).filter(({ givenTo }) => givenTo === undefined).sort((a, b) => (a.suspendedAt < b.suspendedAt ? -1 : 1)),
    take({ saleId, journalId, laneNumber }, ended) {
      if (takings.has(saleId)) return
      const taking: Taking = { askId: newId(), saleId, from: { journalId, laneNumber }, parts: [], askCount: 0, cancel() {}, ended }
      takings.set(saleId, taking)
      askOn(taking)
    },
    taken: (saleId, journalId) => talk().send(journalId, { kind: 'taken', saleId }),
    hear(from, message) {
      if (message.kind === 'here') hearList(from, message.parked)
      if (message.kind === 'take') answer(from, message)
      if (message.kind === 'taken') confirmed(message.saleId as SaleId, from.journalId)
      const taking = message.kind === 'give' || message.kind === 'gone' ? takings.get(message.saleId) : undefined
      if (taking?.askId !== ('askId' in message ? message.askId : undefined) || !taking) return
      if (message.kind === 'give') takePart(taking, message)
      if (message.kind === 'gone') end(taking, { kind: 'gone' })
    },
  }
}
