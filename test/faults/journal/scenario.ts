import type { LaneCommand } from '../../../src/contract/lane-commands.ts'
import { card, codes, listCode } from '../../support/small-shop.ts'
import type { Status } from './lane-process.ts'

/** One thing a cashier does; asked again after every answer, until there is nothing more to say for it. */
export interface Step {
  readonly name: string
  /** @param saidCount how often something was said for this step and answered */
  next(status: Status, saidCount: number): LaneCommand | undefined
}

const once = (name: string, body: LaneCommand | ((status: Status) => LaneCommand)): Step => ({ name, next: (status, saidCount) => (saidCount > 0 ? undefined : typeof body === 'function' ? body(status) : body) })
const scan = (name: string, text: string): Step => once(`scan ${name}`, { name: 'scan', text })

/** Every kind of thing that is written down at a lane: member, list, coupon, cash, card, a suspended sale, a void and a return. */
export const scenario: readonly Step[] = [
  scan('the card', card('0000004821')),
  scan('coffee', codes.coffee),
  scan('the list', listCode),
  scan('pasta', codes.pasta),
  scan('pasta', codes.pasta),
  scan('pasta', codes.pasta),
  scan('yoghurt', codes.yoghurt),
  once('undo', { name: 'undoLast' }),
  once('tender', { name: 'openTender' }),
  once('part of it', { name: 'takeCash', givenMinor: 100 }),
  once('the rest', { name: 'takeCash', givenMinor: 5_000 }),
  scan('wine', codes.wine),
  once('old enough', { name: 'answerAge', lineId: '1', oldEnough: true }),
  once('scan the coupon', ({ issued }) => ({ name: 'scan', text: `\u001d17${(issued?.expiresOn ?? '').replaceAll('-', '').slice(2)}255${issued?.couponCode ?? ''}` })),
  once('suspend', { name: 'suspendSale' }),
  scan('pasta', codes.pasta),
  { name: 'pay by card', next: payByCard },
  once('recall', ({ suspended }) => ({ name: 'recallSale', saleId: suspended[0]?.saleId ?? '' })),
  once('tender', { name: 'openTender' }),
  once('all of it', { name: 'takeCash', givenMinor: 5_000 }),
  scan('yoghurt', codes.yoghurt),
  once('void', { name: 'voidSale' }),
  { name: 'bring it all back', next: bringBack },
  scan('coffee', codes.coffee),
  once('tender', { name: 'openTender' }),
  once('all of it', { name: 'takeCash', givenMinor: 499 }),
]

/** A payment of which nobody knows whether it was made is asked about by the lane; one that was not made is made again. */
function payByCard({ sale, receiptCount }: Status): LaneCommand | undefined {
  if (receiptCount >= 2) return undefined
  if (sale.kind === 'open') return { name: 'openTender' }
  if (sale.kind !== 'tendering') throw new Error(`the sale to be paid by card is ${sale.kind}`)
  return sale.payment ? { name: 'checkPayment' } : { name: 'payByCard', amountMinor: sale.leftMinor }
}

/** What was chosen to come back is not written down before the money is given: after a restart it begins anew. */
function bringBack({ returning, outcome, receiptCount }: Status): LaneCommand | undefined {
  if (receiptCount >= 4 || (outcome?.kind === 'refused' && outcome.refusal.refused === 'all-back-already')) return undefined
  if (!returning) return { name: 'openReturn', receipt: '3' }
  return returning.back ? { name: 'giveBack', tender: 'cash' } : { name: 'returnEverything' }
}
