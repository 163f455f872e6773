import { describe, expect, it } from 'vitest'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { readLaneKey } from '../../renderer/lane/screen/lane-key.ts'
import { givenMinor, shownMessage, showing } from '../../renderer/lane/screen/screen-state.ts'
import { step } from '../../renderer/lane/screen/step.ts'
import type { ScreenEvent } from '../../renderer/lane/screen/step.ts'
import { key, play, shows, typed } from '../support/renderer-play.ts'
import { ageView, doneView, idleView, memberView, plainView, tenderView } from '../support/renderer-views.ts'

describe('keys of the lane', () => {
  it.each<[string, LaneView, ScreenEvent[], object[]]>([
    ['F12 opens payment', memberView, [key('pay')], [{ name: 'openTender' }]],
    ['F12 does nothing without a sale', idleView, [key('pay')], []],
    ['Enter with nothing typed does nothing', memberView, [key('enter')], []],
    ['Enter never pays', tenderView, [typed('5000'), key('enter')], []],
    ['Enter sends typed digits', memberView, [typed('40'), typed('11'), key('enter')], [{ name: 'keyCode', text: '4011' }]],
    ['Enter in the member pane looks for a phone number', memberView, [key('member'), typed('912345678'), key('enter')], [{ name: 'findMember', phone: '912345678' }]],
    ['a typed number and F4 set the next quantity', memberView, [typed('3'), key('quantity')], [{ name: 'setNextQuantity', unitCount: 3 }]],
    ['F4 alone asks for nothing', memberView, [key('quantity')], []],
    ['a quantity no basket holds is refused here', memberView, [typed('1000'), key('quantity')], []],
    ['F8 takes the last line back', memberView, [key('undo')], [{ name: 'undoLast' }]],
    ['F9 parks an open basket', memberView, [key('suspend')], [{ name: 'suspendSale' }]],
    ['Del voids the chosen line only', memberView, [key('void-line'), key('down'), key('down'), key('void-line')], [{ name: 'voidLine', lineId: '12' }]],
    ['F1 answers the age check', ageView, [key('strip-action')], [{ name: 'answerAge', lineId: '10', oldEnough: true }]],
    ['voiding the sale takes two presses', memberView, [{ kind: 'ask-void' }, { kind: 'ask-void' }], [{ name: 'voidSale' }]],
    ['anything else between them takes the first press back', memberView, [{ kind: 'ask-void' }, key('undo'), { kind: 'ask-void' }], [{ name: 'undoLast' }]],
    ['F12 finishes with the cash that was picked', tenderView, [{ kind: 'pick', amountMinor: 4000 }, key('pay')], [{ name: 'takeCash', givenMinor: 4000 }]],
    ['notes add up', tenderView, [{ kind: 'add-note', amountMinor: 2000 }, { kind: 'add-note', amountMinor: 2000 }, key('pay')], [{ name: 'takeCash', givenMinor: 4000 }]],
    ['typed cash counts from the cents up, without leading zeros', tenderView, [typed('0'), typed('00'), typed('5'), typed('00'), typed('0'), key('pay')], [{ name: 'takeCash', givenMinor: 5000 }]],
    ['without an amount F12 takes no cash', tenderView, [key('pay')], []],
    ['a card takes all that is left', tenderView, [key('card'), key('pay')], [{ name: 'takeCardConfirmed', amountMinor: 3705 }]],
    ['a card takes less when the cashier says so', tenderView, [key('card'), typed('1000'), key('pay')], [{ name: 'takeCardConfirmed', amountMinor: 1000 }]],
    ['Esc clears the amount before it leaves payment', tenderView, [typed('5'), key('back'), key('back')], [{ name: 'leaveTender' }]],
  ])('%s', (_name, view, events, expected) => {
    expect(play(view, events).asks).toEqual(expected)
  })

  it('holds Finish back while a second press of Pay may still be falling', () => {
    const opened = play(memberView, []).state
    const paying = step(opened, shows(tenderView), 1_000).state
    const picked = step(paying, { kind: 'pick', amountMinor: 4000 }, 1_100).state
    expect([step(picked, key('pay'), 1_400).asks, step(picked, key('pay'), 1_600).asks]).toEqual([[], [{ name: 'takeCash', givenMinor: 4000 }]])
  })

  it('reads keys by their place, blocks the browser’s own shortcuts and leaves a text box its editing keys', () => {
    const read = (code: string, parts: Partial<Parameters<typeof readLaneKey>[0]> = {}): string => readLaneKey({ code, ctrl: false, alt: false, repeat: false, inTextBox: false, ...parts })
    expect(['F12', 'Enter', 'NumpadEnter', 'Escape', 'F5', 'F11', 'Tab', 'Space'].map((code) => read(code))).toEqual(['pay', 'enter', 'enter', 'back', 'blocked', 'blocked', 'free', 'free'])
    expect([read('KeyL', { ctrl: true }), read('KeyR', { ctrl: true }), read('Digit2', { ctrl: true }), read('F4', { alt: true })]).toEqual(['language', 'blocked', 'card', 'blocked'])
    expect([read('Backspace', { inTextBox: true }), read('KeyV', { ctrl: true, inTextBox: true }), read('F8', { inTextBox: true }), read('F8', { repeat: true }), read('ArrowDown', { repeat: true })]).toEqual(['free', 'free', 'undo', 'blocked', 'down'])
  })
})

describe('what the screen keeps', () => {
  it('takes a scan’s characters back out of the entry field and keeps what was typed before', () => {
    const burst: ScreenEvent[] = [...'952123'].map((text, index) => ({ kind: 'typed', text, begins: index === 0 }))
    const { state, asks } = play(memberView, [typed('3'), ...burst, { kind: 'take-back' }, { kind: 'scanned', text: '952123', twice: false }])
    expect([state.typed, asks]).toEqual(['3', [{ name: 'scan', text: '952123' }]])
  })

  it('keeps a picked amount when a scan passes through the payment screen', () => {
    const burst: ScreenEvent[] = [...'952123'].map((text, index) => ({ kind: 'typed', text, begins: index === 0 }))
    expect(givenMinor(play(tenderView, [{ kind: 'pick', amountMinor: 4000 }, ...burst, { kind: 'take-back' }, { kind: 'scanned', text: '952123', twice: false }]).state)).toBe(4000)
  })

  it('forgets an amount once money was taken', () => {
    if (tenderView.sale.kind !== 'tendering') throw new Error('not paying')
    const less: LaneView = { ...tenderView, sale: { ...tenderView.sale, paidMinor: 4000, leftMinor: 1705 } }
    expect(givenMinor(play(tenderView, [{ kind: 'pick', amountMinor: 2000 }, shows(less)]).state)).toBe(0)
  })

  it('stays on a finished sale until a key or a scan, and asks the lane for nothing with Esc', () => {
    expect(showing(play(doneView, []).state)).toBe('done')
    expect(showing(play(doneView, [key('language')]).state)).toBe('done')
    const left = play(doneView, [key('back')])
    expect([showing(left.state), left.asks]).toEqual(['sale', []])
    const typing = play(doneView, [typed('4')])
    expect([showing(typing.state), typing.state.typed]).toEqual(['sale', '4'])
  })

  it('says a refusal once, and drops it when the basket moves on or the lane says it itself', () => {
    const refused: ScreenEvent = { kind: 'answered', outcome: { kind: 'refused', refusal: { refused: 'nothing-to-undo', lines: [1] } } }
    expect(shownMessage(play(plainView, [refused]).state)).toEqual({ level: 'warn', code: 'nothing-to-undo', data: { refused: 'nothing-to-undo' } })
    expect(shownMessage(play(plainView, [refused, shows(memberView)]).state)?.code).toBe('nothing-to-undo')
    expect(shownMessage(play(plainView, [refused, shows(tenderView)]).state)).toBeUndefined()
    const said: LaneView = { ...plainView, message: { level: 'warn', code: 'nothing-to-undo', data: {} } }
    expect(play(plainView, [refused, shows(said), shows(plainView)]).state.note).toBeUndefined()
  })

  it('shows stop before warn before info, and a waiting age check before a mere note', () => {
    const stop: LaneView = { ...ageView, message: { level: 'stop', code: 'storage-failed', data: { reason: 'full' } } }
    expect(shownMessage(play(stop, []).state)?.code).toBe('storage-failed')
    const { message: _said, ...unsaid } = ageView
    expect(shownMessage(play(unsaid, [{ kind: 'scanned', text: '1', twice: true }]).state)?.code).toBe('age-check-line')
  })

  it('keeps the language chosen for this screen when the lane’s views say another', () => {
    expect(play(memberView, [key('language'), shows(plainView)]).state.language).toBe('zh')
  })
})
