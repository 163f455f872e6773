// @ts-check
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

/** npm's own words for "no network". */
const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETDOWN|EHOSTUNREACH/

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }>} */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

/**
 * Whether node_modules holds exactly what the lock file asks for.
 *
 * npm writes node_modules/.package-lock.json last, so an interrupted installation has none: it is
 * the stamp. A package that is missing although the lock names it must be optional (built for another system).
 *
 * @param {string} root folder of package.json
 */
export function packagesUpToDate(root) {
  const stamp = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(stamp)) return false
  const wanted = packagesOf(path.join(root, 'package-lock.json'))
  const there = packagesOf(stamp)
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    if (place === '') return true
    const found = there[place]
    return found ? found.version === version : optional === true
  })
}

/** @param {string} output what npm wrote to stderr */
function explain(output) {
  if (offline.test(output)) return 'Cannot reach the package registry. Lanewise needs the network once, to install its packages: connect this machine and run the same command again.'
  if (/EACCES|EROFS/.test(output)) return 'Cannot write node_modules here: run the command as the owner of this folder, on a disk that can be written.'
  if (/ENOSPC/.test(output)) return 'The disk is full: the packages need about 1.5 GB. Make room and run the same command again.'
  return `npm ci failed; its last words:\n${output.trimEnd().split('\n').slice(-12).join('\n')}`
}

/**
 * @param {{ root: string, npm: string, tell: (line: string) => void }} parts
 * @returns {Promise<{ code: number, output: string }>}
 */
function npmCi({ root, npm, tell }) {
  return new Promise((resolve) => {
    // Development packages bring Node 24 and Vite, which the program itself runs on.
    const child = spawn(npm, ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    const startedAt = Date.now()
    const heartbeat = setInterval(() => tell(`  still installing, ${Math.round((Date.now() - startedAt) / 1000)} s …`), 10_000)
    let output = ''
    child.stderr.on('data', (bytes) => (output = (output + bytes).slice(-20_000)))
    child.once('error', (error) => end(127, String(error)))
    child.once('close', (code) => end(code ?? 1, output))
    /** @param {number} code @param {string} text */
    function end(code, text) {
      clearInterval(heartbeat)
      resolve({ code, output: text })
    }
  })
}

/**
 * Installs the packages when they are missing or the lock file has changed since.
 * @param {{ root: string, npm?: string, tell: (line: string) => void }} parts `tell` gets progress, a line at a time
 * @returns {Promise<{ trouble?: string }>} trouble says what to do
 */
export async function installPackages({ root, npm = 'npm', tell }) {
  if (packagesUpToDate(root)) return {}
  tell('Installing packages (first run or new versions; about a minute) …')
  const startedAt = Date.now()
  const { code, output } = await npmCi({ root, npm, tell })
  if (code === 127 && /ENOENT/.test(output)) return { trouble: `npm is not on the PATH: install it (Debian: apt-get install npm) next to ${process.execPath} and run the same command again.` }
  if (code !== 0) return { trouble: explain(output) }
  tell(`Packages installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`)
  return {}
}
