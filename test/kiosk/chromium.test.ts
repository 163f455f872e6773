import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { chromiumArguments, findChromium, hasDisplay } from '../../src/kiosk/chromium.ts'

const folder = mkdtempSync(join(tmpdir(), 'lanewise-path-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('finds a Chromium on PATH that may be run, Chromium before Chrome', () => {
  const [one, two, three] = ['one', 'two', 'three'].map((name) => join(folder, name))
  for (const dir of [one, two, three]) mkdirSync(dir ?? '')
  writeFileSync(join(folder, 'one', 'chromium'), 'not to be run')
  const path = `${one}::${two}:${three}:${folder}/missing`
  expect(findChromium(path)).toBeUndefined()
  for (const file of ['two/google-chrome', 'three/chromium']) {
    writeFileSync(join(folder, file), '#!/bin/sh\n')
    chmodSync(join(folder, file), 0o755)
  }
  expect(findChromium(path)).toBe(join(folder, 'three/chromium'))
  expect(findChromium(`${two}`)).toBe(join(folder, 'two/google-chrome'))
  expect(findChromium('')).toBeUndefined()
})

it('knows a display, on X and on Wayland', () => {
  expect([{}, { DISPLAY: '' }, { DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-1' }].map(hasDisplay)).toEqual([false, false, true, true])
})

it('places each window by itself, keeps the sandbox for everyone but root, and opens no debugging port', () => {
  const window = { url: 'http://127.0.0.1:1/enter?ticket=x', profileDir: '/p', leftPx: 1920, widthPx: 1366, heightPx: 768, asRoot: false }
  const args = chromiumArguments(window)
  expect(args).toEqual(expect.arrayContaining(['--kiosk', '--app=http://127.0.0.1:1/enter?ticket=x', '--user-data-dir=/p', '--window-position=1920,0', '--window-size=1366,768']))
  expect(args.join(' ')).not.toMatch(/no-sandbox|remote-debugging/)
  expect(chromiumArguments({ ...window, asRoot: true })).toContain('--no-sandbox')
})
