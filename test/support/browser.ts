import { chromium, type Browser } from 'playwright-core'
import { findChromium } from '../../src/kiosk/chromium.ts'

/** The browser of the screen tests: the one named in LANEWISE_CHROMIUM, else the first on the PATH. */
const chromiumPath = process.env['LANEWISE_CHROMIUM'] || findChromium(process.env['PATH'] ?? '')

/** Why browser tests cannot run here, said once for each file; undefined where they can. */
export const noBrowser = chromiumPath === undefined ? 'there is no Chromium on this machine: apt-get install chromium fonts-noto-cjk' : undefined
if (noBrowser !== undefined) process.stderr.write(`Not run: tests in a real browser, because ${noBrowser}.\n`)

/** @throws Error saying what to install where there is none */
export function launchBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error(noBrowser)
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', ...quiet] })
}
