// Entry of the simulator process.
import { fstatSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openControlDoor } from './control-door.ts'
import { openSimulators } from './open-simulators.ts'

const usage = `Simulates a lane's devices on pseudo terminals and TCP, each speaking the bytes of a real one.

  node drivers/simulator/main.ts --dir DIR [--port N] [--seed N] [--allow PATTERN]…

Prints one JSON line when they are up: {"ready":true,"configs":[…],"url":"http://127.0.0.1:…"}.
--dir    folder for the links to the serial ends: scanner, card-reader and so on, each with an .outside to play it
--port   port of the control door; a free one unless given
--seed   a whole number: what the devices do by chance is the same for the same one (1 unless given)
--allow  pattern of the store's own cards, several allowed; the demo store's unless given
Ends after SIGTERM or SIGINT, and when whoever started it closes its standard input or message channel.
`

const { dir, port, allow, seed } = readArguments()
// Where `lanewise simulate` looks for the door.
const doorFile = join(dir, 'door')
const simulators = await openSimulators({ dir, allow, seed })
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

function readArguments(): { readonly dir: string; readonly port: number; readonly allow: readonly string[] | undefined; readonly seed: number } {
  try {
    const { values } = parseArgs({ options: { dir: { type: 'string' }, port: { type: 'string', default: '0' }, seed: { type: 'string', default: '1' }, allow: { type: 'string', multiple: true }, help: { type: 'boolean' } } })
    if (values.help === true) {
      process.stdout.write(usage)
      process.exit(0)
    }
    const portNumber = Number(values.port)
    if (values.dir === undefined) return fail('--dir is missing')
    if (!Number.isInteger(portNumber) || portNumber < 0 || portNumber > 65_535) return fail(`--port ${values.port} is no port number`)
    const seed = Number(values.seed)
    if (!Number.isInteger(seed)) return fail(`--seed ${values.seed} is no whole number`)
    return { dir: values.dir, port: portNumber, allow: values.allow, seed }
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

function fail(problem: string): never {
  process.stderr.write(`${problem}\n\n${usage}`)
  process.exit(2)
}
