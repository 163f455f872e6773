// @ts-check
// What every npm script runs first, on whatever Node the machine has.
// Plain JavaScript without packages: on a fresh clone neither Node 24 nor node_modules is there yet.
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { findRuntime } from './bootstrap/find-runtime.mjs'
import { installPackages } from './bootstrap/install-packages.mjs'
import { runProcess } from './bootstrap/run-process.mjs'

/** @type {Record<string, string>} What each word runs, once everything is installed. */
const targets = {
  start: './start/start.ts',
  test: './bootstrap/run-tests.mjs',
  check: './bootstrap/run-checks.mjs',
  cli: './lanewise.ts',
  pictures: '../../test/e2e/take-pictures.ts',
  fuzz: '../../test/fuzz/run.ts',
  bench: '../../test/bench/run.ts',
  prove: '../../test/prove/offers.ts',
  agree: '../../test/prove/agree.ts',
  faults: '../../test/faults/run.ts',
  sim: '../../test/sim/run.ts',
  'rig:hid': '../../test/rig/rig-hid.ts',
  'rig:serial': '../../test/rig/serial-replug.ts',
}

/** @param {string} line @param {number} exitCode @returns {never} */
function stop(line, exitCode) {
  process.stderr.write(`${line}\n`)
  process.exit(exitCode)
}

const [word = '', ...args] = process.argv.slice(2)
const target = targets[word]
if (!target) stop(`usage: node src/cli/bootstrap.mjs <${Object.keys(targets).join('|')}> [arguments]`, 2)

const root = fileURLToPath(new URL('../../', import.meta.url))
const installed = await installPackages({ root, tell: (line) => process.stderr.write(`${line}\n`) })
if (installed.trouble) stop(installed.trouble, 1)

const runtime = findRuntime(root)
if (runtime.path === undefined) stop(runtime.trouble, 1)

const file = fileURLToPath(new URL(target, import.meta.url))
if (runtime.path === process.execPath) {
  // This process is new enough: no second one between the shell's signals and the program.
  process.argv = [process.execPath, file, ...args]
  await import(file)
} else {
  process.exitCode = await runProcess(runtime.path, [file, ...args])
}
