import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron } from 'playwright-core'
import { expect, it } from 'vitest'
import { buildShell } from '../../electron/build-shell.ts'
import { screensBuild } from '../../src/cli/start/builds.ts'
import { buildIfStale } from '../../src/cli/start/build-if-stale.ts'
import { findElectron } from '../../src/cli/start/choose-shell.ts'
import { hasDisplay } from '../../src/kiosk/chromium.ts'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const electron = findElectron(root)
const missing = electron === undefined ? "Electron's runtime is not installed" : hasDisplay(process.env) ? undefined : 'there is no display'
if (missing !== undefined) process.stderr.write(`Not run: the desktop shell in a real Electron, because ${missing}.\n`)

it.skipIf(missing !== undefined)('the desktop shell opens the lane in a real Electron', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanewise-electron-'))
  const out = join(root, `out/smoke-${process.pid}`)
  const config = join(folder, 'lane.json')
  writeFileSync(config, JSON.stringify({ storeId: 'demo', laneNumber: 1, dataDir: join(folder, 'lane'), crm: { url: 'http://127.0.0.1:9', token: 'x'.repeat(16) }, cashier: { cashierId: 'c1', name: 'Kim' } }))
  await buildIfStale(screensBuild, root, () => undefined, new AbortController().signal)
  await buildShell(out)
  const app = await _electron.launch({ ...(electron === undefined ? {} : { executablePath: electron }), args: [join(out, 'main.mjs'), `--config=${config}`, `--screens=${root}/out/renderer`, '--windowed', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] })
  try {
    const page = await app.firstWindow()
    expect(page.url()).toBe('app://lane/lane/')
    await page.waitForFunction('document.querySelector("#page").childElementCount > 0')
    expect(await page.evaluate('typeof require + typeof process')).toBe('undefinedundefined')
    expect(await page.evaluate('Object.keys(window.lanewise).join()')).toBe('send,onFrame')
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
    rmSync(out, { recursive: true, force: true })
  }
}, 120_000)
