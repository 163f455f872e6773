import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build } from 'vite'
import { openControlDoor, type ControlDoor } from '../../drivers/simulator/control-door.ts'
import { openSimulators, type Simulators } from '../../drivers/simulator/open-simulators.ts'
import { servePanel, type Panel } from '../../src/cli/start/serve-panel.ts'
import { launchBrowser, noBrowser } from '../support/browser.ts'
import { seriousTroubles } from '../support/renderer-axe.ts'

describe.skipIf(noBrowser)('the device panel', () => {
  let folder: string
  let simulators: Simulators
  let door: ControlDoor
  let panel: Panel
  let browser: Browser
  let page: Page
  const troubles: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanewise-panel-'))
    await build({ configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)), logLevel: 'error', build: { outDir: join(folder, 'built'), emptyOutDir: true } })
    simulators = await openSimulators({ dir: join(folder, 'devices') })
    door = await openControlDoor(simulators, 0)
    const things = [{ group: 'items', label: 'Milk', text: '9521200000016', how: 'scan' }] as const
    panel = await servePanel({ port: 0, staticDir: join(folder, 'built'), doorUrl: door.url, things: () => Promise.resolve(things) })
    browser = await launchBrowser()
    page = await browser.newPage({ viewport: { width: 1600, height: 1200 } })
    page.on('pageerror', (error) => troubles.push(String(error)))
    await page.goto(panel.url)
    await page.getByRole('region', { name: 'Receipt printer' }).waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await panel?.close()
    await door?.close()
    await simulators?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const press = (card: string, name: string): Promise<void> => page.getByRole('region', { name: card, exact: true }).getByRole('button', { name, exact: true }).click()
  const stateOf = (device: 'scanner' | 'printer' | 'scale' | 'payment-terminal'): unknown => simulators.device(device).state()[device]

  it('takes paper out and jams a receipt, and shows that it is so', async () => {
    await press('Receipt printer', 'Take paper out')
    await expect.poll(() => stateOf('printer')).toMatchObject({ paper: 'out' })
    await press('Receipt printer', 'Load paper')
    await expect.poll(() => stateOf('printer')).toMatchObject({ paper: 'ok' })
    await press('Receipt printer', 'Open cover')
    await page.getByRole('button', { name: 'Close cover' }).click()
    await expect.poll(() => stateOf('printer')).toMatchObject({ cover: 'closed' })
  })

  it('puts a weight on the scale by number and by slider, and takes it off', async () => {
    await page.getByRole('spinbutton', { name: 'Grams' }).fill('1250')
    await page.getByRole('button', { name: 'Put on' }).click()
    await expect.poll(() => stateOf('scale')).toMatchObject({ grams: 1250 })
    await page.getByLabel('On the scale').getByText('1.250 kg').waitFor()
    await page.getByLabel('Weight on the scale in grams').press('ArrowRight')
    await expect.poll(() => stateOf('scale')).toMatchObject({ grams: 1252 })
    await press('Scale', 'Take off')
    await expect.poll(() => stateOf('scale')).toMatchObject({ grams: 0 })
  })

  it('decides what the next customer does at the card terminal', async () => {
    await press('Card terminal', 'Is declined')
    await expect.poll(() => stateOf('payment-terminal')).toMatchObject({ answer: 'decline' })
    await press('Card terminal', 'Does nothing')
    await expect.poll(() => page.getByRole('button', { name: 'Does nothing' }).getAttribute('aria-pressed')).toBe('true')
    await press('Card terminal', 'Pays')
    await expect.poll(() => stateOf('payment-terminal')).toMatchObject({ answer: 'approve' })
  })

  it.each(['Scanner', 'Card reader', 'Scale', 'Card terminal', 'Pole display', 'Receipt printer'])('pulls the plug of the %s and puts it back', async (name) => {
    await page.getByRole('button', { name: `Unplug ${name}` }).click()
    await page.getByRole('button', { name: `Plug ${name} in` }).click()
    await page.getByRole('button', { name: `Unplug ${name}` }).waitFor()
  })

  it('has no serious accessibility trouble and breaks nothing', async () => {
    expect(await seriousTroubles(page)).toEqual([])
    expect(troubles).toEqual([])
  })
})
