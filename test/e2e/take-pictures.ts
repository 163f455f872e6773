// Takes the README's pictures from the running program: `npm run pictures`. Another size goes to a folder of its own: `npm run pictures -- 1920x1080 FOLDER`.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openRunningShop } from '../support/running-shop.ts'

const [size = '1024x768', folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url))] = process.argv.slice(2)
const [width = 0, height = 0] = size.split('x').map(Number)
mkdirSync(folder, { recursive: true })
const shop = await openRunningShop({ width, height })
const code = (label: string): string => {
  const found = shop.things.find((thing) => thing.label.startsWith(label))
  if (!found) throw new Error(`the demo store has nothing called ${label}`)
  return found.text
}
const picture = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ animations: 'disabled', path: join(folder, `${name}.png`) })
  console.log(`${name}.png`)
}
let lineCount = 0
const scan = async (label: string): Promise<void> => {
  await shop.printf(`${code(label)}\\r`)
  lineCount += 1
  await shop.lane.waitForFunction((count) => document.querySelectorAll('[data-region=lines] > li').length === count, lineCount)
}

try {
  await picture(shop.lane, 'idle')
  for (const label of ['Whole milk', 'Free-range eggs', 'Bananas, loose', 'Sparkling water', 'Ground coffee']) await scan(label)
  await shop.printf(`${code('Shopping list of Ana')}\\r`)
  await shop.lane.getByText('Ana F.').first().waitFor()
  for (const label of ['Wholegrain bread', 'Greek yoghurt', 'Greek yoghurt']) await scan(label)
  await shop.customer.getByText('Greek yoghurt').first().waitFor()
  await picture(shop.lane, 'sale')
  await picture(shop.customer, 'customer')
  await shop.lane.keyboard.press('Control+l')
  await shop.lane.getByText('希腊酸奶').first().waitFor()
  await picture(shop.lane, 'sale-zh')
  await shop.lane.keyboard.press('Control+l')
  await shop.lane.getByText('Greek yoghurt').first().waitFor()
  await shop.lane.keyboard.press('F12')
  await shop.lane.locator('[data-region=due]').waitFor()
  await shop.lane.getByRole('button', { name: /change/ }).first().click()
  // A second F12 right after the first is taken for a double press.
  await shop.lane.waitForTimeout(700)
  await picture(shop.lane, 'tender')
  await shop.lane.keyboard.press('F12')
  await shop.lane.locator('section.finished').waitFor()
  await shop.lane.getByText('Receipt printed').waitFor()
  await picture(shop.lane, 'done')
} finally {
  await shop.close()
}
