// `npm run rig:hid`: HID devices as the kernel sees them. A virtual machine with Debian's kernel runs our device process;
// devices made of software are plugged into that kernel, and every byte goes through its hidraw and node-hid.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { debianParts } from './debian-kernel.ts'
import { machineImage } from './machine-image.ts'
import { caseLine } from './inside/case-line.ts'
import { lastLines, runMachine } from './run-machine.ts'
import { hasProgram, RigTrouble, runProgram } from './run-program.ts'

/** About a minute where nothing else runs; several where much else does. */
const timeoutMs = 900_000
const packages = ['qemu-system-x86', 'seabios']
const cacheDir = fileURLToPath(new URL('../../node_modules/.cache/lanewise-rig', import.meta.url))

const startedAtMs = performance.now()
const seconds = (): string => `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`

/** @throws RigTrouble saying what is missing and how to get it */
function checkMachine(): void {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new RigTrouble(`this rig runs on x86-64 Linux, not on ${process.platform} ${process.arch}`)
  const missing = ['apt-get', 'dpkg-deb'].filter((command) => !hasProgram(command))
  if (missing.length > 0) throw new RigTrouble(`${missing.join(' and ')} not found: the rig takes its kernel from Debian's packages, so it runs on Debian and its relatives`)
  if (!hasProgram('qemu-system-x86_64')) throw new RigTrouble(`QEMU is missing. As root: apt-get update && apt-get install --no-install-recommends ${packages.join(' ')}   (or run this again as root with --install)`)
}

function install(): void {
  if (process.getuid?.() !== 0 || !hasProgram('apt-get')) throw new RigTrouble('--install needs root and apt-get')
  runProgram('apt-get', ['update', '-qq'])
  runProgram('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
}

async function run(): Promise<boolean> {
  if (process.argv.includes('--install')) install()
  checkMachine()
  const parts = debianParts(cacheDir)
  const consolePath = join(cacheDir, 'console.log')
  const imagePath = await machineImage(parts, join(cacheDir, 'work'))
  process.stdout.write(`${parts.dir.split('/').at(-1) ?? ''} on QEMU, image built after ${seconds()}\n`)
  let failedCount = 0
  let planned: number | undefined
  let doneCount = 0
  const trouble = await runMachine({
    kernelPath: parts.kernelPath, imagePath, consolePath, timeoutMs,
    onLine(text) {
      const line = caseLine.parse(JSON.parse(text))
      if (line.type === 'plan') planned = line.caseCount
      else {
        doneCount++
        if (!line.ok) failedCount++
        process.stdout.write(`${line.ok ? 'ok    ' : 'FAILED'}  ${line.name} (${(line.durationMs / 1000).toFixed(1)} s)${line.detail === undefined ? '' : `\n        ${line.detail}`}\n`)
      }
    },
  })
  if (trouble !== undefined) process.stdout.write(`FAILED  the machine: ${trouble}\n`)
  if (planned === undefined || doneCount < planned) process.stdout.write(`FAILED  ${doneCount} of ${planned ?? 'no'} cases ran; the machine's last words:\n${existsSync(consolePath) ? lastLines(consolePath) : ''}\n`)
  process.stdout.write(`${doneCount - failedCount} of ${planned ?? 0} cases ok in ${seconds()}\n`)
  return trouble === undefined && failedCount === 0 && doneCount === planned
}

try {
  process.exitCode = (await run()) ? 0 : 1
} catch (error) {
  if (!(error instanceof RigTrouble)) throw error
  process.stderr.write(`rig:hid cannot run: ${error.message}\n`)
  process.exitCode = 2
}
