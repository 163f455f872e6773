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

/** @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
function aptGet(args, env) {
  return spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
}

/** Only root may install, and only Debian's names are known here. */
function mayInstallHere() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version')
}

/**
 * Makes sure that the browser tests can run: as root on Debian what is missing is installed.
 * @param {{ tell: (line: string) => void, env?: NodeJS.ProcessEnv, mayInstall?: boolean, fonts?: boolean }} given `fonts`: whether Chinese fonts are there
 * @returns {{ chromium: string | undefined, missing?: string }} `missing` says exactly what to install
 */
export function provideChromium({ tell, env = process.env, mayInstall = mayInstallHere(), fonts = haveChineseFonts() }) {
  const wanted = [...(findChromium(env) ? [] : ['chromium']), ...(fonts ? [] : ['fonts-noto-cjk'])]
  // Who names a browser wants that one and no other.
  if (wanted.length > 0 && mayInstall && !env['LANEWISE_CHROMIUM']) {
    tell(`Installing ${wanted.join(' and ')} with apt-get (for the browser tests, once) …`)
    const done = aptGet(['update', '-qq'], env) && aptGet(['install', '-y', '-qq', '--no-install-recommends', ...wanted], env)
    if (!done) tell('apt-get could not install them.')
  }
  const chromium = findChromium(env)
  if (chromium) return { chromium }
  return { chromium, missing: `No Chromium on this machine, so the browser tests are skipped: install it ("apt-get install ${wanted.join(' ')}") or name one in LANEWISE_CHROMIUM.` }
}
