// @ts-check
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { provideChromium } from './find-chromium.mjs'
import { runProcess } from './run-process.mjs'

/**
 * The plain closing line every run ends with, whoever reads it.
 * @param {{ passed: number, failed: number, skipped: number }} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** @param {string} file @param {number} exitCode */
function readCounts(file, exitCode) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // The run ended before its end (out of memory, Ctrl-C, a broken configuration): that is a failure, not "0 failed".
    return { passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 }
  }
}

/**
 * Runs the tests and ends with their counts.
 * @param {readonly string[]} args for vitest: file names, `-t` and so on
 * @returns {Promise<number>} the runner's exit code
 */
export async function runTests(args) {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const browser = provideChromium({ tell: (line) => process.stderr.write(`${line}\n`) })
  if (browser.missing) process.stderr.write(`${browser.missing}\n`)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lanewise-counts-'))
  const countsFile = path.join(folder, 'counts.json')
  const env = { ...process.env, LANEWISE_TEST_COUNTS: countsFile, ...(browser.chromium ? { LANEWISE_CHROMIUM: browser.chromium } : {}) }
  try {
    const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const exitCode = await runProcess(process.execPath, [vitest, 'run', ...args], { env, cwd: root })
    const counts = readCounts(countsFile, exitCode)
    process.stdout.write(`${closingLine(counts)}\n`)
    return exitCode !== 0 ? exitCode : counts.failed > 0 ? 1 : 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await runTests(process.argv.slice(2))
