// @ts-check
import { spawn } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { runTests } from './run-tests.mjs'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const rooms = ['src/domain', 'src/contract', 'src/analytics', 'src/lane', 'src/crm', 'src/kiosk', 'src/cli', 'drivers', 'renderer', 'electron', 'test']

/** @param {string} name */
const tool = (name) => path.join(root, 'node_modules', name)

/** What is checked before the tests; each step is one program run by this Node. */
const steps = [
  ...rooms.map((room) => ({ heading: `types ${room}`, args: [tool('typescript/bin/tsc'), '-p', room] })),
  { heading: 'lint', args: [tool('eslint/bin/eslint.js'), '.'] },
  { heading: 'layers', args: [tool('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.dependency-cruiser.cjs', 'src', 'drivers', 'renderer', 'electron', 'test'] },
  { heading: 'unused code', args: [tool('knip/bin/knip.js')] },
]

/**
 * @param {{ heading: string, args: readonly string[] }} step
 * @returns {Promise<{ heading: string, passed: boolean, output: string, seconds: number }>}
 */
function runStep({ heading, args }) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (bytes) => (output += bytes))
    child.stderr.on('data', (bytes) => (output += bytes))
    child.once('error', reject)
    child.once('close', (code) => resolve({ heading, passed: code === 0, output, seconds: (performance.now() - startedAt) / 1000 }))
  })
}

/**
 * Runs every step, two at a time, and says at once how each went.
 * @returns {Promise<string[]>} headings of those that failed
 */
async function runSteps() {
  const waiting = [...steps]
  /** @type {string[]} */
  const failed = []
  async function work() {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const { heading, passed, output, seconds } = await runStep(step)
      process.stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${heading} (${seconds.toFixed(1)} s)\n`)
      if (!passed || /warning/.test(output)) process.stdout.write(output.replace(/^/gm, '     ').trimEnd() + '\n')
      if (!passed) failed.push(heading)
    }
  }
  await Promise.all([work(), work()])
  return failed
}

/**
 * Everything that must hold before a change is shared: types, lint, layers, unused code, tests.
 * @param {readonly string[]} args for the test runner; `--no-tests` leaves the tests out
 * @returns {Promise<number>} exit code
 */
export async function runChecks(args) {
  const startedAt = performance.now()
  process.stdout.write('== types, lint, layers, unused code\n')
  const failed = await runSteps()
  if (!args.includes('--no-tests')) {
    process.stdout.write('== tests\n')
    if ((await runTests(args)) !== 0) failed.push('tests')
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  process.stdout.write(failed.length === 0 ? `check passed in ${seconds} s\n` : `check failed in ${seconds} s: ${failed.join(', ')}\n`)
  return failed.length === 0 ? 0 : 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await runChecks(process.argv.slice(2))
