import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { noBrowser } from '../support/browser.ts'
import { openScreenRig } from '../support/renderer-browser.ts'
import type { ScreenRig } from '../support/renderer-browser.ts'
import { fingers, framedCode, openTypingScanner, plainCode } from '../support/renderer-typing.ts'
import type { TypingScanner } from '../support/renderer-typing.ts'
import { idleView, memberView } from '../support/renderer-views.ts'

const code = '9521234567895'
const pause = { key: 'F18', afterMs: 0 } as const

describe.skipIf(noBrowser)('scanning by keyboard in a real browser', () => {
  let rig: ScreenRig
  let page: Page
  let scanner: TypingScanner
  beforeAll(async () => {
    rig = await openScreenRig(idleView)
  })
  afterAll(() => rig.close())
  beforeEach(async () => {
    for (const old of page ? [page] : []) await old.close()
    page = await rig.open(memberView)
    scanner = await openTypingScanner(page)
    rig.lane.answerWith(() => ({ kind: 'ok' }))
  })

  it.each([['with prefix and suffix', framedCode(code)], ['as it comes out of the box', plainCode(code)]])('a scanner %s makes one call and leaves nothing typed', async (_how, keys) => {
    await scanner.type(keys)
    await rig.lane.heard(1)
    expect(rig.lane.bodies()).toEqual([{ name: 'scan', text: code }])
    await expect.poll(() => page.locator('.entry output').count()).toBe(0)
  })

  it('digits typed by fingers are no scan, and Enter sends them as typed', async () => {
    await scanner.type(fingers('401100'))
    await expect.poll(() => page.locator('.entry output').textContent()).toBe('401100')
    await scanner.type([{ key: 'Enter', afterMs: 200 }])
    await rig.lane.heard(1)
    expect(rig.lane.bodies()).toEqual([{ name: 'keyCode', text: '401100' }])
  })

  it.each([['with prefix and suffix', framedCode(code)], ['as it comes out of the box', plainCode(code)]])('a scan %s goes past an open find box, which keeps its words and its caret', async (_how, keys) => {
    rig.lane.answerWith((body) => (body.name === 'findItems' ? { kind: 'ok', body: { items: [] } } : { kind: 'ok' }))
    await page.keyboard.press('F2')
    const box = page.locator('.findbox')
    await box.fill('yoghurt')
    await rig.lane.heard(1)
    await box.evaluate((element: HTMLInputElement) => element.setSelectionRange(3, 3))
    rig.lane.forget()
    await scanner.type(keys)
    await expect.poll(() => rig.lane.bodies().filter(({ name }) => name === 'scan')).toEqual([{ name: 'scan', text: code }])
    expect(await box.evaluate((element: HTMLInputElement) => [element.value, element.selectionStart, document.activeElement === element])).toEqual(['yoghurt', 3, true])
    expect(rig.lane.bodies().filter((body) => body.name === 'findItems' && body.words !== 'yoghurt')).toEqual([])
  })

  it.each([['with prefix and suffix', framedCode('AB95212345')], ['as it comes out of the box', plainCode('AB95212345')]])('a scan of capitals %s leaves nothing in an open find box, though Shift is pressed for each', async (_how, keys) => {
    rig.lane.answerWith((body) => (body.name === 'findItems' ? { kind: 'ok', body: { items: [] } } : { kind: 'ok' }))
    await page.keyboard.press('F2')
    const box = page.locator('.findbox')
    await box.fill('milk')
    await scanner.type(keys)
    await expect.poll(() => rig.lane.bodies().filter(({ name }) => name === 'scan')).toEqual([{ name: 'scan', text: 'AB95212345' }])
    expect(await box.inputValue()).toBe('milk')
  })

  it('a scanner with a prefix of its own is read once the lane says so', async () => {
    await page.close()
    page = await rig.open({ ...memberView, lane: { ...memberView.lane, wedge: { prefix: 'F13', suffix: 'enter', layout: 'us' } } })
    scanner = await openTypingScanner(page)
    await scanner.type(['F13', ...'123', 'Enter'].map((key) => ({ key, afterMs: 2 })))
    await rig.lane.heard(1)
    expect(rig.lane.bodies()).toEqual([{ name: 'scan', text: '123' }])
  })

  it('an input method in the middle of a word does not swallow a scan', async () => {
    await page.keyboard.press('F2')
    const box = page.locator('.findbox')
    await box.fill('酸奶')
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Input.imeSetComposition', { text: 'niunai', selectionStart: 6, selectionEnd: 6 })
    await scanner.type(framedCode(code))
    await expect.poll(() => rig.lane.bodies().filter(({ name }) => name === 'scan')).toEqual([{ name: 'scan', text: code }])
    expect(await box.inputValue()).not.toContain('952')
  })

  it.each([['Pay', '.pay'], ['a function key', '.fns .key']])('a scan while %s has focus does not press it', async (_name, selector) => {
    await page.locator(selector).first().focus()
    await scanner.type([...plainCode(code), { ...pause, afterMs: 600 }, ...framedCode('9529999999999')])
    await rig.lane.heard(2)
    expect(rig.lane.bodies()).toEqual([{ name: 'scan', text: code }, { name: 'scan', text: '9529999999999' }])
  })

  it('Enter never pays, with or without focus on Pay; the space bar presses a focused key', async () => {
    await scanner.type([{ key: 'Enter', afterMs: 300 }])
    await page.locator('.pay').focus()
    await scanner.type([{ key: 'Enter', afterMs: 300 }])
    await page.keyboard.press('Space')
    await rig.lane.heard(1)
    expect(rig.lane.bodies()).toEqual([{ name: 'openTender' }])
  })

  it('touching keys never moves focus off the page', async () => {
    await page.locator('.pad .key').first().click()
    await page.locator('.ln').nth(2).click()
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
    await expect.poll(() => page.locator('.entry output').textContent()).toBe('7')
  })

  it('a hundred codes at ten a second all reach the lane, in order', async () => {
    const codes = Array.from({ length: 100 }, (_code, index) => `95200000${String(index).padStart(5, '0')}`)
    // Made in the page, all at once: ten a second would be gentle.
    await page.evaluate((keys) => {
      for (const key of keys) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code: /^\d$/.test(key) ? `Digit${key}` : key, bubbles: true, cancelable: true }))
    }, codes.flatMap((text) => framedCode(text).map(({ key }) => key)))
    await rig.lane.heard(100)
    expect(rig.lane.bodies()).toEqual(codes.map((text) => ({ name: 'scan', text })))
  })

  it('a scan the lane did not answer goes out again with the same id after the line broke', async () => {
    rig.lane.answerWith(() => undefined)
    await scanner.type(framedCode(code))
    await rig.lane.heard(1)
    rig.lane.dropPages()
    await rig.lane.heard(2)
    expect(new Set(rig.lane.calls.map(({ id }) => id)).size).toBe(1)
    await expect.poll(() => page.locator('.chip.stop').count()).toBe(0)
    expect(await page.locator('.ln').count()).toBe(13)
  })

  it('browser shortcuts that would take the screen away do nothing', async () => {
    for (const shortcut of ['F5', 'Control+r', 'Control+p', 'F3', 'Control+f']) await page.keyboard.press(shortcut)
    expect(await page.locator('.ln').count()).toBe(13)
    expect(rig.troubles).toEqual([])
  })
})
