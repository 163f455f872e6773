// Entry of the simulator process.
import { fstatSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openControlDoor } from './control-door.ts'
import { openSimulators, type SimulatorsOptions } from './open-simulators.ts'

const usage = `Simulates a lane's devices on pseudo terminals and TCP, each speaking the bytes of a real one.

  node drivers/simulator/main.ts --dir DIR [--port N] [--seed N] [--allow PATTERN]… [--scanner text|ssi] [--scale toledo-8217|dialog-06|mt-sics]

Prints one JSON line when they are up: {"ready":true,"configs":[…],"url":"http://127.0.0.1:…"}.
--dir    folder for the links to the serial ends: scanner, card-reader and so on, each with an .outside to play it
--port   port of the control door; a free one unless given
--seed   a whole number: what the devices do by chance is the same for the same one (1 unless given)
--allow  pattern of the store's own cards, several allowed; the demo store's unless given
--scanner, --scale  the protocol they speak; text and toledo-8217 unless given
Ends after SIGTERM or SIGINT, and when whoever started it closes its standard input or message channel.
`

const { dir, port, ...options } = readArguments()
// Where `lanewise simulate` looks for the door.
const doorFile = join(dir, 'door')
const simulators = await openSimulators({ dir, ...options })
const door = await openControlDoor(simulators, port).catch((error: unknown) => fail(`The control door cannot open on port ${port}: ${error instanceof Error ? error.message : String(error)}`))
writeFileSync(doorFile, `${door.url}\n`, { mode: 0o600 })
process.stdout.write(`${JSON.stringify({ ready: true, configs: simulators.configs, url: door.url })}\n`)

let ending = false
async function end(): Promise<void> {
  if (ending) return
  ending = true
  rmSync(doorFile, { force: true })
  await door.close()
  await simulators.close()
  process.exit(0)
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end())
process.on('disconnect', () => void end())
if (hasParentAtStdin()) process.stdin.resume().on('end', () => void end()).on('error', () => void end())

/** A pipe ends with the parent; /dev/null ends at once and says nothing. */
function hasParentAtStdin(): boolean {
  const stdin = fstatSync(0)
  return stdin.isFIFO() || stdin.isSocket()
}

function readArguments(): SimulatorsOptions & { readonly port: number } {
  try {
    const { values } = parseArgs({ options: { dir: { type: 'string' }, port: { type: 'string', default: '0' }, seed: { type: 'string', default: '1' }, allow: { type: 'string', multiple: true }, scanner: { type: 'string', default: 'text' }, scale: { type: 'string', default: 'toledo-8217' }, help: { type: 'boolean' } } })
    if (values.help === true) {
      process.stdout.write(usage)
      process.exit(0)
    }
    const portNumber = Number(values.port)
    if (values.dir === undefined) return fail('--dir is missing')
    if (!Number.isInteger(portNumber) || portNumber < 0 || portNumber > 65_535) return fail(`--port ${values.port} is no port number`)
    const seed = Number(values.seed)
    if (!Number.isInteger(seed)) return fail(`--seed ${values.seed} is no whole number`)
    const protocols = z.object({ scanner: z.enum(['text', 'ssi']), scale: z.enum(['toledo-8217', 'dialog-06', 'mt-sics']) }).safeParse(values)
    if (!protocols.success) return fail(`--scanner ${values.scanner} and --scale ${values.scale}: one of them is no protocol of ours`)
    return { dir: values.dir, port: portNumber, allow: values.allow, seed, ...protocols.data }
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

function fail(problem: string): never {
  process.stderr.write(`${problem}\n\n${usage}`)
  process.exit(2)
}
