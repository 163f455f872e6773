// @ts-check
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** @param {string} file */
function canRun(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The browser the tests drive: LANEWISE_CHROMIUM, else the first known name on the PATH.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} its full path
 */
export function findChromium(env = process.env) {
  if (env['LANEWISE_CHROMIUM']) return canRun(env['LANEWISE_CHROMIUM']) ? env['LANEWISE_CHROMIUM'] : undefined
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(canRun)
}

/** Chinese receipts and screens are drawn as empty boxes without these. */
function haveChineseFonts() {
  const folders = ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/noto-cjk', '/usr/share/fonts/google-noto-cjk']
  return folders.some((folder) => existsSync(folder) && readdirSync(folder).some((file) => /CJK/i.test(file)))
}

/** @param {readonly string[]} args */
function aptGet(args) {
  return spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
}

/**
 * Makes sure that the browser tests can run: as root on Debian what is missing is installed.
 * @param {(line: string) => void} tell
 * @returns {{ chromium?: string, missing?: string }} `missing` says exactly what to install
 */
export function provideChromium(tell) {
  const before = findChromium()
  const wanted = [...(before ? [] : ['chromium']), ...(haveChineseFonts() ? [] : ['fonts-noto-cjk'])]
  const advice = `install Chromium ("apt-get install ${wanted.join(' ')}") or name one in LANEWISE_CHROMIUM`
  const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version') && !process.env['LANEWISE_CHROMIUM']
  if (wanted.length > 0 && canInstall) {
    tell(`Installing ${wanted.join(' and ')} with apt-get (for the browser tests, once) …`)
    const done = aptGet(['update', '-qq']) && aptGet(['install', '-y', '-qq', '--no-install-recommends', ...wanted])
    if (!done) tell('apt-get could not install them.')
  }
  const chromium = findChromium()
  return chromium ? { chromium } : { missing: `No Chromium on this machine, the browser tests are skipped: ${advice}.` }
}
