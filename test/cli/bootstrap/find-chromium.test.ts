import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findChromium, provideChromium } from '../../../src/cli/bootstrap/find-chromium.mjs'
import { tempFolder } from '../../support/house-lane-data.ts'

let temp: ReturnType<typeof tempFolder>
beforeEach(() => void (temp = tempFolder()))
afterEach(() => temp.remove())

function script(name: string, text: string): string {
  const file = path.join(temp.folder, name)
  writeFileSync(file, `#!/bin/sh\n${text}\n`)
  chmodSync(file, 0o755)
  return file
}

/** A Debian whose apt-get installs a browser into the same folder, and writes down what it was asked for. */
function fakeApt(): string {
  const chromium = path.join(temp.folder, 'chromium')
  return script('apt-get', `echo "$@" >> "${temp.folder}/asked"\nif [ "$1" = install ]; then echo '#!/bin/sh' > "${chromium}"; chmod 755 "${chromium}"; fi`)
}

test('a browser is found on the PATH under any of its names, or where LANEWISE_CHROMIUM says', () => {
  expect(findChromium({ PATH: temp.folder })).toBeUndefined()
  const chrome = script('google-chrome', '')
  expect(findChromium({ PATH: `/nowhere:${temp.folder}` })).toBe(chrome)
  const own = script('my-own', '')
  expect(findChromium({ PATH: temp.folder, LANEWISE_CHROMIUM: own })).toBe(own)
  expect(findChromium({ PATH: temp.folder, LANEWISE_CHROMIUM: '/nowhere/chromium' })).toBeUndefined()
})

test('root on Debian gets what is missing, announced in one line', () => {
  fakeApt()
  const told: string[] = []
  const { chromium, missing } = provideChromium({ tell: (line) => void told.push(line), env: { PATH: `${temp.folder}:/bin` }, mayInstall: true, fonts: false })
  expect({ chromium: chromium === undefined, missing }).toEqual({ chromium: false, missing: undefined })
  expect(told).toEqual([expect.stringMatching(/^Installing .*fonts-noto-cjk with apt-get/)])
  expect(readFileSync(path.join(temp.folder, 'asked'), 'utf8')).toMatch(/^update -qq\ninstall -y -qq --no-install-recommends .*fonts-noto-cjk\n$/)
})

test('where all is there nothing is installed', () => {
  fakeApt()
  const chromium = script('chromium', '')
  expect(provideChromium({ tell: () => expect.unreachable(), env: { PATH: temp.folder }, mayInstall: true, fonts: true })).toEqual({ chromium })
})

test.each([[true], [false]])('who may not install, or cannot, is told exactly what to install (may install: %s)', (mayInstall) => {
  script('apt-get', 'exit 100')
  const { missing } = provideChromium({ tell: () => undefined, env: { PATH: temp.folder }, mayInstall, fonts: false })
  expect(missing).toBe('No Chromium on this machine, so the browser tests are skipped: install it ("apt-get install chromium fonts-noto-cjk") or name one in LANEWISE_CHROMIUM.')
})
