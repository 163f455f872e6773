import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser } from '../support/browser.ts'
import { openRunningShop, type RunningShop } from '../support/running-shop.ts'

describe.skipIf(noBrowser)('the running shop', () => {
  let shop: RunningShop
  beforeAll(async () => {
    shop = await openRunningShop({ width: 1024, height: 768 })
  }, 240_000)
  afterAll(() => shop.close(), 60_000)

  const lines = (): Promise<string> => shop.lane.locator('[data-region=lines]').innerText()
  const code = (label: string): string => shop.things.find((thing) => thing.label.startsWith(label))?.text ?? ''

  describe('bytes that another program writes to the serial line', () => {
    test('become lines on the screen in Chromium, and on the customer display', async () => {
      await shop.printf(`${code('Whole milk')}\\r`)
      await shop.printf(`${code('Ground coffee')}\\r\\n`)
      await shop.lane.getByText('Whole milk 1 L').first().waitFor()
      await shop.lane.getByText('Ground coffee 250 g').first().waitFor()
      await shop.customer.getByText('Ground coffee 250 g').first().waitFor()
      expect(await shop.lane.locator('[data-region=lines] > li').count()).toBe(2)
    })

    test('are joined when they come in pieces, and thrown away when they are noise', async () => {
      const eggs = code('Free-range eggs')
      await shop.printf(eggs.slice(0, 5))
      await shop.printf(`${eggs.slice(5)}\\r`)
      await shop.lane.getByText('Free-range eggs, 12').first().waitFor()
      await shop.printf('\\001\\002\\377\\376\\r')
      await shop.lane.locator('[data-region=strip].warn').waitFor()
      expect(await shop.lane.locator('[data-region=lines] > li').count()).toBe(3)
    })

    test('name the member when they are the barcode of her list, and every special applies at once', async () => {
      await shop.printf(`${code('Shopping list of Ana')}\\r`)
      await shop.lane.getByText('Ana F.').first().waitFor()
      await shop.lane.getByText('20% off coffee').first().waitFor()
      expect(await lines()).toContain('List coupon')
    })
  })

  test('the sale is paid with the keyboard alone, the receipt prints, and a reload shows the same', async () => {
    await shop.lane.keyboard.press('F12')
    await shop.lane.locator('[data-region=due]').waitFor()
    await shop.lane.keyboard.type('50000', { delay: 120 })
    await shop.lane.keyboard.press('F12')
    await shop.lane.locator('section.finished').waitFor()
    await shop.lane.reload()
    await shop.lane.locator('section.finished').waitFor()
  })

  test('goods come back by their receipt: chosen with the scanner, given back with the keyboard, and shown as back the next time', async () => {
    await shop.lane.keyboard.type('1', { delay: 120 })
    await shop.lane.keyboard.press('F7')
    await shop.lane.locator('.returning').waitFor()
    await shop.printf(`${code('Ground coffee')}\\r`)
    await shop.lane.getByText('20% off coffee now').first().waitFor()
    await shop.lane.keyboard.press('F12')
    await shop.lane.getByText('Given back').first().waitFor()
    await shop.lane.getByText('Receipt printed').first().waitFor()
    await shop.lane.keyboard.press('Escape')
    // What is typed while the return is still on the screen is not the number of a receipt.
    await shop.lane.locator('.returning').waitFor({ state: 'detached' })
    await shop.lane.keyboard.type('1', { delay: 120 })
    await shop.lane.keyboard.press('F7')
    await shop.lane.getByText('1 back already').first().waitFor()
    await shop.lane.keyboard.press('Escape')
    await shop.lane.locator('.returning').waitFor({ state: 'detached' })
  })
})
