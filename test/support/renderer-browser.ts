import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { launchBrowser } from './browser.ts'
import { openFakeLane } from './renderer-fake-lane.ts'
import type { FakeLane } from './renderer-fake-lane.ts'

export const sizes = { compact: { width: 1024, height: 768 }, wide: { width: 1920, height: 1080 } } as const
export type Size = keyof typeof sizes

export interface ScreenRig {
  readonly lane: FakeLane
  /** Opens a page that shows `view` and has its fonts. Errors it prints or throws are kept in `troubles`. */
  open(view: LaneView, size?: Size, page?: 'lane' | 'customer'): Promise<Page>
  /** Shows `view` on a page that only looks: the same page each time, per size and name. */
  look(view: LaneView, size?: Size, page?: 'lane' | 'customer'): Promise<Page>
  readonly troubles: string[]
  close(): Promise<void>
}

/** The real screens, freshly built, in a real Chromium, with a lane that does as it is told. One browser for a whole test file. */
export async function openScreenRig(first: LaneView): Promise<ScreenRig> {
  const built = await mkdtemp(join(tmpdir(), 'lanewise-screens-'))
  await build({ configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)), logLevel: 'error', build: { outDir: built, emptyOutDir: true } })
  const lane = await openFakeLane(built, first)
  const browser = await launchBrowser()
  const troubles: string[] = []
  const lookers = new Map<string, Page>()
  const shown = (page: Page, edition: number): Promise<unknown> => page.waitForFunction((wanted) => document.documentElement.dataset['edition'] === wanted, String(edition))
  const open: ScreenRig['open'] = async (view, size = 'compact', name = 'lane') => {
    const edition = lane.show(view)
    lane.forget()
    const page = await browser.newPage({ viewport: sizes[size] })
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()))
    page.on('pageerror', (error) => troubles.push(String(error)))
    await page.goto(`${lane.url}/${name}/`)
    await shown(page, edition)
    await page.evaluate(() => document.fonts.ready)
    return page
  }
  return {
    lane,
    troubles,
    open,
    async look(view, size = 'compact', name = 'lane') {
      const known = lookers.get(`${size} ${name}`)
      if (known) {
        await shown(known, lane.show(view))
        return known
      }
      const page = await open(view, size, name)
      lookers.set(`${size} ${name}`, page)
      return page
    },
    async close() {
      await browser.close()
      await lane.close()
      await rm(built, { recursive: true, force: true })
    },
  }
}
