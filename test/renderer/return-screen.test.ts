import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LaneView, ViewReturn } from '../../src/contract/lane-view.ts'
import type { ScreenEvent } from '../../renderer/lane/screen/step.ts'
import { noBrowser } from '../support/browser.ts'
import { wcagTroubles } from '../support/renderer-axe.ts'
import { openScreenRig } from '../support/renderer-browser.ts'
import type { ScreenRig } from '../support/renderer-browser.ts'
import { key, play, typed } from '../support/renderer-play.ts'
import { doneView, idleView, inChinese, memberView } from '../support/renderer-views.ts'

const line = (number: number, name: string, more: Partial<ViewReturn['lines'][number]> = {}): ViewReturn['lines'][number] => ({
  lineId: String(number), number, name: { en: name }, quantity: { kind: 'units', count: 3 }, soldCount: 3, backBefore: 0, chosenCount: 0, paidMinor: 250, ...more,
})
const chosen: ViewReturn = {
  receiptNumber: 4821, soldOn: '2026-10-14', memberName: 'Ana F.', reason: 'unwanted',
  lines: [
    line(1, 'Spaghetti No. 5 500 g', { chosenCount: 1, refundMinor: 0 }),
    line(2, 'Olive oil extra virgin 75 cl', { quantity: { kind: 'units', count: 1 }, soldCount: 1, chosenCount: 1, paidMinor: 799, refundMinor: 799 }),
    line(3, 'Bananas, loose', { quantity: { kind: 'weight', grams: 1142 }, soldCount: 1, backBefore: 1, paidMinor: 193 }),
  ],
  back: { dueBackMinor: 799, taxAddedMinor: 0, inPointsMinor: 0, cashMinor: 800, cardMinor: 0, besideCardMinor: 800, pointsTaken: 8, pointsGiven: 0, couponCount: 0, broken: [{ offerId: 'o1', name: { en: '3 for 2 pasta' }, gaveMinor: 125, givesMinor: 0 }] },
}
const returning = (more: Partial<ViewReturn> = {}, view: LaneView = idleView): LaneView => ({ ...view, returning: { ...chosen, ...more } })
const paidByCard = returning({ ...(chosen.back ? { back: { ...chosen.back, cardMinor: 799, besideCardMinor: 0 } } : {}) })
const refunding = returning({ payment: { amountMinor: 799, direction: 'give-back', state: 'cannot-tell', askedAt: '2026-10-15T08:00:00.000Z', hint: 'cannot-tell', stopping: false } })
const finished = returning({ finished: { receiptNumber: 4823, tenders: [{ tenderKind: 'cash', amountMinor: 800 }], print: 'printed' } })

describe('keys of a return', () => {
  it.each<[string, LaneView, ScreenEvent[], object[]]>([
    ['F7 opens one by the number that was typed', idleView, [typed('4821'), key('return')], [{ name: 'openReturn', receipt: '4821' }]],
    ['F7 opens one from a finished sale', doneView, [typed('4821'), key('return')], [{ name: 'openReturn', receipt: '4821' }]],
    ['F7 without a number asks for the receipt', idleView, [key('return')], []],
    ['goods held to the scanner go to the lane', returning(), [{ kind: 'scanned', text: '9521234500032', twice: false }], [{ name: 'scan', text: '9521234500032' }]],
    ['digits and Enter name goods', returning(), [typed('9521234500032'), key('enter')], [{ name: 'keyCode', text: '9521234500032' }]],
    ['F4 takes one more of the chosen line', returning(), [key('down'), key('quantity')], [{ name: 'setReturnCount', lineId: '1', unitCount: 2 }]],
    ['or as many as were typed', returning(), [key('down'), typed('3'), key('quantity')], [{ name: 'setReturnCount', lineId: '1', unitCount: 3 }]],
    ['Del takes none of it', returning(), [key('down'), key('down'), key('void-line')], [{ name: 'setReturnCount', lineId: '2', unitCount: 0 }]],
    ['F2 takes everything', returning(), [key('find')], [{ name: 'returnEverything' }]],
    ['F3 goes through the reasons', returning(), [key('member')], [{ name: 'setReturnReason', reason: 'damaged' }]],
    ['and comes round', returning({ reason: 'void' }), [key('member')], [{ name: 'setReturnReason', reason: 'unwanted' }]],
    ['F12 gives cash', returning(), [key('pay')], [{ name: 'giveBack', tender: 'cash' }]],
    ['to a card only where one had paid', returning(), [key('card'), key('pay')], [{ name: 'giveBack', tender: 'cash' }]],
    ['to the card that had paid, when the cashier says so', paidByCard, [key('card'), key('pay')], [{ name: 'giveBack', tender: 'card-confirmed' }]],
    ['by the lane’s terminal where it is there', { ...paidByCard, devices: [...paidByCard.devices, { name: 'terminal', role: 'payment-terminal', state: 'ready', since: '2026-10-15T08:00:00.000Z' }] }, [key('card'), key('pay')], [{ name: 'giveBack', tender: 'card' }]],
    ['while the terminal is at it nothing else is done', refunding, [key('pay'), key('find'), key('back')], []],
    ['F1 asks again about money of unknown end', refunding, [key('strip-action')], [{ name: 'checkPayment' }]],
    ['Esc leaves it', returning(), [key('back')], [{ name: 'leaveReturn' }]],
    ['a finished one gives nothing more', finished, [key('pay'), key('find'), key('quantity')], []],
    ['F7 does nothing in a sale without digits', memberView, [key('return')], []],
  ])('%s', (_what, view, events, expected) => {
    expect(play(view, events).asks).toEqual(expected)
  })
})

describe.skipIf(noBrowser)('the screen of a return', () => {
  let rig: ScreenRig
  beforeAll(async () => {
    rig = await openScreenRig(idleView)
  })
  afterAll(() => rig.close())

  it.each<[string, LaneView]>([['being chosen', returning()], ['being chosen, in Chinese', inChinese(returning())], ['of what a card had paid', paidByCard], ['with nothing chosen', returning({ back: undefined, lines: chosen.lines.map(({ refundMinor: _none, ...each }) => ({ ...each, chosenCount: 0 })) })], ['at the card terminal', refunding], ['finished', finished], ['of very many lines', returning({ lines: Array.from({ length: 40 }, (_, index) => line(index + 1, `Thing ${index + 1}`)) })]])('%s fits both screens, and nothing is too small to press', async (_state, view) => {
    for (const size of ['compact', 'wide'] as const) {
      const page = await rig.look(view, size)
      await page.waitForSelector('.returning')
      const troubles = await page.evaluate(() => {
        const overflowing = Array.from(document.querySelectorAll('.foot *, .ways *, .tl *, .strip *')).filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
        const small = Array.from(document.querySelectorAll('button')).filter((element) => element.getBoundingClientRect().height < 44)
        const below = document.documentElement.scrollHeight > window.innerHeight ? ['the page scrolls'] : []
        return [...overflowing.map((element) => `overflows: ${element.textContent}`), ...small.map((element) => `small: ${element.textContent}`), ...below]
      })
      expect(troubles).toEqual([])
    }
  })

  it('says what goes back, what an offer gives now, and what is back already', async () => {
    const page = await rig.look(returning())
    const text = await page.locator('main').innerText()
    for (const said of ['Receipt 4821', 'Ana F.', '7.99', '3 for 2 pasta now 0.00 instead of 1.25', '8 points taken back', '1 back already', 'Give €8.00 in cash']) expect(text).toContain(said)
  })

  it('asks the cashier whether the card got its money, where nobody can tell', async () => {
    const page = await rig.open(refunding)
    await page.getByText('Given back', { exact: true }).last().click()
    await rig.lane.heard(1)
    expect(rig.lane.bodies()).toEqual([{ name: 'settlePayment', paid: false }])
    await page.close()
  })

  it('is worked by touch as by keys', async () => {
    const page = await rig.open(returning())
    await page.getByRole('button', { name: '+ Spaghetti No. 5 500 g' }).click()
    await page.keyboard.press('F12')
    await rig.lane.heard(2)
    expect(rig.lane.bodies()).toEqual([{ name: 'setReturnCount', lineId: '1', unitCount: 2 }, { name: 'giveBack', tender: 'cash' }])
    await page.close()
  })

  it.each([['being chosen', returning()], ['finished', finished]])('can be read by everyone: %s', async (_state, view) => {
    const page = await rig.look(view)
    expect(await wcagTroubles(page)).toEqual([])
    expect(rig.troubles).toEqual([])
  })
})
