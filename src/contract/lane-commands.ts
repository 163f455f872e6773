import { z } from 'zod'
import { wording } from './values.ts'

/** The most units one scan or key press may add. */
export const maxUnitCount = 999

const lineId = z.string().min(1).max(16)
const saleId = z.string().min(1).max(64)
/** In the order in which the screen offers them. */
export const returnReason = z.enum(['unwanted', 'damaged', 'spoiled', 'wrong-item', 'void'])
const minor = z.number().int().min(1).max(99_999_999)

/**
 * What a person at the lane may ask for. Each is sent once with its own command id;
 * sending it again with the same id gets the first answer and changes nothing.
 */
export const laneCommand = z.discriminatedUnion('name', [
  /** A code read by the page's keyboard wedge. Scanners on serial and HID do not come this way. */
  z.object({ name: z.literal('scan'), text: z.string().min(1).max(16_384) }),
  /** Digits typed by the cashier: item number, GTIN, coupon or card digits. */
  z.object({ name: z.literal('keyCode'), text: z.string().min(1).max(64) }),
  /** The next item counts so often. */
  z.object({ name: z.literal('setNextQuantity'), unitCount: z.number().int().min(1).max(maxUnitCount) }),
  z.object({ name: z.literal('findMember'), phone: z.string().min(1).max(32) }),
  z.object({ name: z.literal('detachMember') }),
  z.object({ name: z.literal('voidLine'), lineId }),
  z.object({ name: z.literal('undoLast') }),
  z.object({ name: z.literal('answerAge'), lineId, oldEnough: z.boolean() }),
  /** The member takes so many rewards of an offer for her points; zero gives it up. */
  z.object({ name: z.literal('takeOffer'), offerId: z.string().min(1).max(64), rewardCount: z.number().int().min(0).max(maxUnitCount) }),
  z.object({ name: z.literal('openTender') }),
  z.object({ name: z.literal('leaveTender') }),
  /** Cash handed over. When it covers what is due, the sale completes and the answer's view has the change. Zero where what is left rounds to nothing. */
  z.object({ name: z.literal('takeCash'), givenMinor: z.number().int().min(0).max(99_999_999) }),
  /** Card payment seen approved by the cashier on a stand-alone terminal; at most what is due. */
  z.object({ name: z.literal('takeCardConfirmed'), amountMinor: minor }),
  /** Asks the card terminal for the amount, at most what is due. Its answer shows in the view. */
  z.object({ name: z.literal('payByCard'), amountMinor: minor }),
  /** The member pays so much with her points: whole steps, at most what is due and what she has. */
  z.object({ name: z.literal('payWithPoints'), amountMinor: minor }),
  /** Asks the terminal to stop; the payment still ends by itself. */
  z.object({ name: z.literal('cancelPayment') }),
  /** Asks the terminal what became of a payment whose end is not known. Nothing is charged by it. */
  z.object({ name: z.literal('checkPayment') }),
  /** The cashier has looked at the terminal: does the card payment stand? Only where its end is not known. */
  z.object({ name: z.literal('settlePayment'), paid: z.boolean() }),
  /** A card tender of the terminal is given back by the terminal. */
  z.object({ name: z.literal('returnTender'), tenderId: z.string().min(1).max(64) }),
  z.object({ name: z.literal('suspendSale') }),
  z.object({ name: z.literal('recallSale'), saleId }),
  z.object({ name: z.literal('voidSale') }),
  /** Goods come back: by their receipt's barcode or number, or of the newest sale without. */
  z.object({ name: z.literal('openReturn'), receipt: z.string().min(1).max(64).optional() }),
  /** All of the newest sale comes back. */
  z.object({ name: z.literal('voidLastSale') }),
  z.object({ name: z.literal('setReturnCount'), lineId, unitCount: z.number().int().min(0).max(maxUnitCount) }),
  z.object({ name: z.literal('returnEverything') }),
  z.object({ name: z.literal('setReturnReason'), reason: returnReason }),
  /** Takes the chosen goods back and gives the money: in cash, or as far as it was paid by card to the card, by the lane's terminal or as seen on another one. */
  z.object({ name: z.literal('giveBack'), tender: z.enum(['cash', 'card', 'card-confirmed']) }),
  /** Gives nothing back, or leaves a finished return. */
  z.object({ name: z.literal('leaveReturn') }),
  z.object({ name: z.literal('reprintReceipt') }),
  z.object({ name: z.literal('openDrawer') }),
  /** Gives up the item that waits for the scale, or the one that could not be weighed. */
  z.object({ name: z.literal('cancelWeighing') }),
  /** Asks the scale once more for the item that could not be weighed. */
  z.object({ name: z.literal('weighAgain') }),
  z.object({ name: z.literal('zeroScale') }),
  /** Takes the message off the strip. */
  z.object({ name: z.literal('clearMessage') }),
])
export type LaneCommand = z.infer<typeof laneCommand>

/** Questions that change nothing. */
export const laneQuestion = z.discriminatedUnion('name', [
  /** Items whose name contains the words, best first, at most 20. */
  z.object({ name: z.literal('findItems'), words: z.string().min(1).max(64) }),
  /** The last receipt as a picture. */
  z.object({ name: z.literal('showReceipt') }),
])
export type LaneQuestion = z.infer<typeof laneQuestion>

export const foundItem = z.object({ itemId: z.string(), name: wording, code: z.string(), priceMinor: z.number().int(), soldBy: z.enum(['unit', 'weight']) })
export const findItemsAnswer = z.object({ items: z.array(foundItem).max(20) })
export const showReceiptAnswer = z.object({ svg: z.string() })
