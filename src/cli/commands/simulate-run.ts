import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { exitCode, UsageError, type Command } from '../command.ts'
import { oneOf, readOptions, wholeNumber } from '../read-options.ts'

const simulatorMain = fileURLToPath(new URL('../../../drivers/simulator/main.ts', import.meta.url))

const usage = `usage: lanewise simulate run --dir DIR [--port N] [--seed N] [--allow PATTERN …]

Starts simulated devices by themselves, for a lane of your own: scanner, card reader and the others, each speaking the
bytes of a real one on a pseudo terminal or on TCP. Prints one JSON line when they are up:
{"ready":true,"configs":[…],"url":"…"}. The configs go into a lane's configuration; lanewise simulate --dir DIR works
the devices. Runs until Ctrl-C.

  --dir DIR        folder for the links to the serial ends; made when missing
  --port N         port of the control door (default: a free one)
  --seed N         what the devices do by chance is the same for the same one (default 1)
  --scanner, --scale  the protocol they speak: text or ssi; toledo-8217, dialog-06 or mt-sics
  --allow PATTERN  a card of the store's own for the card reader, several allowed (default: the demo store's)
  --json           accepted for symmetry: the answer is always JSON

Exit codes: 0 ended by Ctrl-C · 1 they could not start · 2 wrong usage`

export const simulateRun: Command = {
  usage,
  async run(args, io) {
    const { values } = readOptions(args, { dir: { type: 'string' }, port: { type: 'string', default: '0' }, seed: { type: 'string', default: '1' }, scanner: { type: 'string', default: 'text' }, scale: { type: 'string', default: 'toledo-8217' }, allow: { type: 'string', multiple: true }, json: { type: 'boolean' } }, { min: 0, max: 0 })
    if (values.dir === undefined) throw new UsageError('name a folder with --dir DIR')
    const port = wholeNumber(values.port, '--port', { min: 0, max: 65_535 })
    const seed = wholeNumber(values.seed, '--seed', { min: 0, max: 0xffff_ffff })
    const scanner = oneOf(values.scanner, '--scanner', ['text', 'ssi'])
    const scale = oneOf(values.scale, '--scale', ['toledo-8217', 'dialog-06', 'mt-sics'])
    const allow = (values.allow ?? []).flatMap((pattern) => ['--allow', pattern])
    // A process of their own: they end with us, and take nothing with them.
    const child = spawn(process.execPath, [simulatorMain, '--dir', path.resolve(io.folder, values.dir), '--port', String(port), '--seed', String(seed), '--scanner', scanner, '--scale', scale, ...allow], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdout.on('data', (chunk: Buffer) => io.bytes(chunk))
    // Ctrl-C reaches both; the devices put their links away before we end.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void child.kill(signal))
    const [code] = (await once(child, 'exit')) as [number | null]
    return code === 0 ? exitCode.ok : exitCode.foundTrouble
  },
}
