import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { dictionaries } from '../../renderer/wording/dictionaries.ts'
import { noBrowser } from '../support/browser.ts'
import { seriousTroubles } from '../support/renderer-axe.ts'
import { openScreenRig } from '../support/renderer-browser.ts'
import type { ScreenRig, Size } from '../support/renderer-browser.ts'
import { ageView, doneView, idleView, inChinese, memberView, plainView, pointsTenderView, tenderView, unknownOfflineView, waitingOffersView, whoReads, withBasketOffers } from '../support/renderer-views.ts'

type Box = readonly [x: number, y: number, width: number, height: number]

/** Where everything stands on a 15 inch 1024×768 and on a 21.5 inch full-HD screen. */
const places: Readonly<Record<Size, Readonly<Record<string, Box>>>> = {
  compact: {
    '.light': [0, 0, 1024, 8], '.bar': [0, 8, 1024, 48], '[data-region=strip]': [0, 56, 608, 96], '[data-region=lines]': [0, 152, 608, 427],
    '[data-region=totals]': [0, 579, 608, 109], '[data-region=functions]': [0, 688, 608, 80], '[data-region=member]': [608, 56, 416, 96],
    '[data-region=panel]': [608, 152, 416, 247], '[data-region=entry]': [620, 408, 392, 52], '.pad .key:first-child': [620, 468, 86, 68], '.pay': [896, 616, 116, 142],
  },
  wide: {
    '.light': [0, 0, 1920, 10], '.bar': [0, 10, 1920, 60], '[data-region=strip]': [0, 70, 1000, 130], '[data-region=lines]': [0, 200, 1000, 625],
    '[data-region=totals]': [0, 825, 1000, 150], '[data-region=functions]': [0, 975, 1000, 105], '[data-region=member]': [1000, 70, 440, 120],
    '[data-region=panel]': [1000, 190, 440, 890], '[data-region=entry]': [1458, 88, 445, 65], '.pad .key:first-child': [1458, 168, 142, 95], '.pay': [1458, 693, 445, 95],
  },
}

async function boxOf(page: Page, selector: string): Promise<Box> {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`${selector} is not on the screen`)
  return [box.x, box.y, box.width, box.height]
}

const farOff = (box: Box, wanted: Box): boolean => box.some((value, index) => Math.abs(value - (wanted[index] ?? 0)) > 2)

const states: readonly (readonly [string, LaneView])[] = [
  ['idle', idleView], ['a sale', plainView], ['a sale with a member', memberView], ['a sale with offers off all of it', withBasketOffers(waitingOffersView, 3)], ['an unknown code', unknownOfflineView], ['an age check', ageView], ['payment', tenderView], ['payment with points', pointsTenderView], ['a finished sale', doneView],
]

describe.skipIf(noBrowser)('the screens', () => {
  let rig: ScreenRig
  beforeAll(async () => {
    rig = await openScreenRig(idleView)
  })
  afterAll(() => rig.close())

  const onPage = async (view: LaneView, size: Size, look: (page: Page) => Promise<void>, name: 'lane' | 'customer' = 'lane'): Promise<void> => {
    const page = await rig.open(view, size, name)
    await look(page)
    await page.close()
  }

  it.each(['compact', 'wide'] as const)('%s: every region stands where the layout puts it, in every state of a sale', async (size) => {
    for (const view of [idleView, plainView, memberView, unknownOfflineView, ageView, inChinese(memberView), withBasketOffers(waitingOffersView, 3)]) {
      const page = await rig.look(view, size)
      for (const [selector, wanted] of Object.entries(places[size])) {
        const box = await boxOf(page, selector)
        if (farOff(box, wanted)) expect.soft({ selector, box }).toEqual({ selector, box: wanted })
      }
    }
  })

  it.each(['compact', 'wide'] as const)('%s: Pay, keypad and total stay put whatever pane is open', async (size) => {
    await onPage(memberView, size, async (page) => {
      for (const key of ['F2', 'F3', 'F10']) {
        await page.keyboard.press(key)
        await page.waitForSelector('.pane')
        for (const selector of ['.pay', '.pad .key:first-child', '[data-region=totals]', '[data-region=strip]']) expect(farOff(await boxOf(page, selector), places[size][selector] ?? [0, 0, 0, 0])).toBe(false)
        await page.keyboard.press('Escape')
      }
    })
  })

  it.each([['compact', 368, [444, 76], [151, 117]], ['wide', 600, [1, 95], [151, 117]]] as const)('%s: payment has its sizes', async (size, dueWidth, [finishWidth, finishHeight], [quickWidth, quickHeight]) => {
    const page = await rig.look(tenderView, size)
    expect((await boxOf(page, '[data-region=due]'))[2]).toBe(dueWidth)
    const [, , width, height] = await boxOf(page, '.finish')
    expect([width >= finishWidth, height >= finishHeight]).toEqual([true, true])
    for (const key of await page.locator('.q .key').all()) {
      const box = await key.boundingBox()
      expect([(box?.width ?? 0) >= quickWidth, (box?.height ?? 0) >= quickHeight - 1]).toEqual([true, true])
    }
  })

  it.each(states)('%s: nothing scrolls but lines and list, nothing sticks out, and every key is large enough', async (_name, view) => {
    for (const size of ['compact', 'wide'] as const) {
      const page = await rig.look(view, size)
      expect(await page.evaluate(findClutter, size === 'compact' ? 1 : 1.25)).toEqual([])
    }
  })

  // Payment waits for what is on the scale, so nothing is weighed under it.
  const weighing = ['weigh-item', 'weigh-failed']
  it.each([['a sale', memberView, []], ['payment', tenderView, weighing], ['payment with points', pointsTenderView, weighing]])('%s has room for every message in full, in both languages', async (_name, view, never) => {
    const data = { code: '9521234567890', reason: 'check-digit', name: 'Olive oil extra virgin 75 cl', displayName: 'Wilhelmina F.', date: '2026-09-30', ageYears: 18, bornOnOrBefore: '2008-09-30', dueMinor: 123_456, count: 12_345, done: 8, total: 12, device: 'scanner', detail: 'paper jam' }
    const cut: string[] = []
    for (const worded of [view, inChinese(view)]) {
      for (const code of Object.keys(dictionaries.en.messages).filter((each) => !never.includes(each))) {
        // The longest of what a scale may have against weighing.
        const reason = weighing.includes(code) ? 'bad-answer' : data.reason
        const page = await rig.look({ ...worded, message: { level: 'warn', code, data: { ...data, reason } }, messageCount: 1 })
        const fits = await page.evaluate(() => [...document.querySelectorAll('[data-region=strip], [data-region=strip] *:not(svg, svg *)')].every((part) => {
          const strip = part.closest('[data-region=strip]')?.getBoundingClientRect()
          const { top, bottom, right } = part.getBoundingClientRect()
          return strip !== undefined && top >= strip.top && bottom <= strip.bottom && right <= strip.right + 1
        }))
        if (!fits) cut.push(`${worded.lane.language} ${code}`)
      }
    }
    expect(cut).toEqual([])
  }, 120_000)

  it('money is never cut, in Chinese and with six figures', async () => {
    const dear = (view: LaneView): LaneView => JSON.parse(JSON.stringify(inChinese(view)).replace(/("dueMinor":|"leftMinor":|"changeMinor":|"grossMinor":)(\d+)/g, (_all, name: string, amount: string) => name + String(Number(amount) % 10_000 + 12_340_000))) as LaneView
    for (const view of [inChinese(memberView), dear(memberView), withBasketOffers(memberView, 3), dear(withBasketOffers(memberView, 3)), dear(tenderView), dear(pointsTenderView), dear(doneView)]) {
      for (const name of ['lane', 'customer'] as const) expect(await (await rig.look(view, 'compact', name)).evaluate(findCutMoney)).toEqual([])
    }
  })

  it.each([...states.map(([name, view]) => [name, view, 'lane'] as const), ...states.map(([name, view]) => [`the customer’s ${name}`, view, 'customer'] as const)])('%s has no serious accessibility trouble', async (_name, view, page) => {
    expect(await seriousTroubles(await rig.look(view, 'compact', page))).toEqual([])
  })

  it('panes have no serious accessibility trouble', async () => {
    await onPage(memberView, 'compact', async (page) => {
      for (const key of ['F2', 'F3', 'F10']) {
        await page.keyboard.press(key)
        await page.waitForSelector('.pane')
        expect(await seriousTroubles(page)).toEqual([])
      }
    })
  })

  it('Ctrl+L changes this screen’s language and says so to the browser', async () => {
    await onPage(memberView, 'compact', async (page) => {
      await page.keyboard.press('Control+l')
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
      expect(await page.locator('.pay span').first().textContent()).toBe('收款')
      expect(await page.locator('[data-region=strip] .t').textContent()).toBe('希腊酸奶 500克')
      expect(await page.locator('.ln .nm').first().textContent()).toContain('希腊酸奶')
      expect(await page.locator('.panel .it .nm').first().textContent()).toContain('全脂牛奶')
      expect(rig.lane.bodies()).toEqual([])
    })
  })

  it('an offer off the whole basket stands once, beside the total and under the customer’s lines', async () => {
    await onPage(withBasketOffers(memberView, 3), 'compact', async (page) => {
      expect(await page.locator('.tot .cp').allInnerTexts()).toEqual(['Gold: 2% off everything\n−1.14', '€3 off your birthday basket\n−3.00'])
      expect(await page.locator('.tot .off-all > .n').textContent()).toBe('+1')
      expect(await page.locator('.lines').innerText()).not.toContain('Gold')
    })
    await onPage(whoReads(withBasketOffers(memberView, 2), 'zh'), 'compact', async (page) => {
      expect(await page.locator('.cb .cp').allInnerTexts()).toEqual(['会员价 · 金卡全场九八折\n−1.14', '优惠券 · 生日立减3元\n−3.00'])
      expect(await page.locator('.cs').innerText()).not.toContain('金卡')
    }, 'customer')
  })

  it('something still on the shelf shows its best offer by name and counts the others', async () => {
    await onPage(waitingOffersView, 'compact', async (page) => {
      const rows = await page.locator('.panel .scroll > ul .it').all()
      expect(await Promise.all(rows.map(async (row) => (await row.locator('.tags').allInnerTexts()).join()))).toEqual(['Armed −0.40\n+1', '', '15% off oat flakes of every brand and size', ''])
      for (const row of rows) expect((await row.boundingBox())?.height ?? 99).toBeLessThan(48)
    })
  })

  it('payment shows the change and its coins, and takes what was picked', async () => {
    await onPage(tenderView, 'compact', async (page) => {
      await page.locator('.q .key').nth(2).click()
      expect(await page.locator('.coins li').allTextContents()).toEqual(['2', '0.50', '2 × 0.20', '0.05'])
      await expect.poll(async () => {
        await page.keyboard.press('F12')
        return rig.lane.bodies()[0]
      }).toEqual({ name: 'takeCash', givenMinor: 4000 })
    })
  })

  it('points are a key of their own: the most she can pay, or what is typed, and a word where it is no whole step', async () => {
    await onPage(pointsTenderView, 'compact', async (page) => {
      expect(await page.locator('.tl li').nth(1).textContent()).toContain('1,000 points')
      await page.keyboard.press('Control+3')
      const steps = page.locator('.steps')
      expect(await steps.textContent()).toBe('€23.00 for 2,300 points. 40 stay')
      expect(await page.locator('.finish').textContent()).toContain('Pay €23.00 with points')
      await page.keyboard.type('150')
      await expect.poll(() => steps.textContent()).toBe('Points pay in steps of 1.00, now up to 23.00')
      await page.keyboard.type('0')
      await expect.poll(() => steps.textContent()).toBe('€15.00 for 1,500 points. 840 stay')
      await expect.poll(async () => {
        await page.keyboard.press('F12')
        return rig.lane.bodies()[0]
      }).toEqual({ name: 'payWithPoints', amountMinor: 1500 })
    })
  })

  it('a finished sale shows change, receipt, points and the next visit until a key, then waits for the next customer', async () => {
    await onPage(doneView, 'compact', async (page) => {
      expect(await page.locator('.tile').allTextContents()).toEqual(['Receipt printed', 'Ana F. · +67 points2,407 points now · 42.10 to Gold', 'For the next visit · €1 off oat drinkon the receipt, valid until 5\u00a0Nov\u00a02026'])
      await page.keyboard.press('Escape')
      expect(await page.locator('[data-region=strip]').textContent()).toContain('Last sale 57.05')
      expect(rig.lane.bodies()).toEqual([])
    })
  })

  it('the last receipt is shown as a picture, which the page’s own policy allows', async () => {
    rig.lane.answerWith(() => ({ kind: 'ok', body: { svg: '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80"><script>window.broken = true</script><text y="20">Thank you # 50%</text></svg>' } }))
    await onPage(memberView, 'compact', async (page) => {
      await page.keyboard.press('F10')
      await page.getByRole('button', { name: 'Show last receipt' }).first().click()
      await expect.poll(() => page.locator('.receipt img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(200)
      expect(await page.evaluate(() => 'broken' in window)).toBe(false)
    })
  })

  it('the customer sees her basket, her savings and her list, and nothing of the staff', async () => {
    await onPage(unknownOfflineView, 'compact', async (page) => {
      const text = await page.locator('body').innerText()
      for (const hidden of ['Maria', 'Offline', 'Code not found', '5601234999871']) expect(text).not.toContain(hidden)
    }, 'customer')
    await onPage(memberView, 'compact', async (page) => {
      expect((await boxOf(page, '[data-region=shopping]'))[2] / 1024).toBeCloseTo(0.54, 2)
      expect((await page.locator('[data-region=sums]').innerText()).replaceAll('\n', ' ')).toContain('Hello Ana')
      rig.lane.show(inChinese(memberView))
      await expect.poll(() => page.locator('.ch h1').textContent()).toBe('您的商品')
      rig.lane.show(whoReads(inChinese(memberView), 'en'))
      await expect.poll(() => page.locator('.cs .nm').first().textContent()).toContain('Greek yoghurt')
    }, 'customer')
  })

  it('no page broke its own security policy or threw anything in all of this', () => {
    expect(rig.troubles).toEqual([])
  })
})

/** Runs in the page: what scrolls but may not, sticks out of the window, or is too small for a finger. */
function findClutter(density: number): string[] {
  const name = (element: Element): string => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`
  const all = [...document.querySelectorAll('body *')].filter((element) => !element.closest('svg, .sr') && getComputedStyle(element).visibility !== 'hidden' && element.getClientRects().length > 0)
  const scrolling = all.filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowY) && !element.matches('.lines, .scroll')).map((element) => `scrolls: ${name(element)}`)
  const wider = all.filter((element) => element.scrollWidth > element.clientWidth + 1 && element.matches('.bar, .strip, .tot, .fns, .padwrap, .mem, .due, .meth, .cash, .foot, .tiles, .panel')).map((element) => `too wide: ${name(element)}`)
  const out = all.filter((element) => !element.closest('.lines, .scroll')).filter((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect()
    return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1
  }).map((element) => `sticks out: ${name(element)}`)
  const small = [...document.querySelectorAll('button')].filter((button) => button.getClientRects().length > 0).filter((button) => {
    const { width, height } = button.getBoundingClientRect()
    return Math.min(width, height) < (button.closest('.pad, .money-pad') ? 68 : 44) * density - 1
  }).map((button) => `too small: ${name(button)}`)
  const page = document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth ? ['the page scrolls'] : []
  return [...page, ...scrolling, ...wider, ...out, ...small]
}

/** Runs in the page: amounts on the screen that do not fit their place. */
function findCutMoney(): string[] {
  return [...document.querySelectorAll<HTMLElement>('.price, .n, .am, .v, dd')].filter((element) => element.getClientRects().length > 0 && !element.closest('.lines li:nth-child(n+6), .cs li:nth-child(n+8), .scroll')).filter((element) => {
    const own = element.getBoundingClientRect()
    const room = element.parentElement?.closest('button, section, div, li')?.getBoundingClientRect()
    return element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline' || (room !== undefined && (own.right > room.right + 1 || own.left < room.left - 1))
  }).map((element) => `${element.className}: ${element.textContent}`)
}
