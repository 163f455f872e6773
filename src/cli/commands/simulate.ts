import { exitCode, UsageError, type Command } from '../command.ts'
import type { Io } from '../io.ts'
import { nearest } from '../nearest.ts'
import { findDoor, type DoorRouteSeen, type DoorSeen } from '../simulate/find-door.ts'
import { fieldsOf, readRequest } from '../simulate/read-request.ts'

const usage = `usage: lanewise simulate [WHAT [VALUE …] [--KEY VALUE …]] [--door URL | --dir DIR] [--json]

Works the simulated devices of a running npm start: scans, swipes, takes the paper out, pulls plugs.
Without WHAT, says everything that can be asked of them.

  lanewise simulate scan 9521234567899 --aim ]E0
  lanewise simulate printer --paper out
  lanewise simulate unplug scanner
  lanewise simulate state

  --door URL  address of their control door (default: the door of npm start)
  --dir DIR   or the folder they were started with (lanewise simulate run --dir DIR)
  --json      answers as JSON

Exit codes: 0 done · 1 the devices do not answer, or cannot do that · 2 wrong usage`

export const simulate: Command = {
  usage,
  async run(args, io) {
    const { door, dir, json, words } = takeOwn(args)
    if (door !== undefined && dir !== undefined) throw new UsageError('--door and --dir exclude each other')
    const [what, ...rest] = words
    if (what?.startsWith('-')) throw new UsageError(`unknown option ${what}`)
    const seen = await findDoor({ door, dir }, io)
    if (what === undefined) return listRoutes(await seen.routes(), json, io)
    if (what === 'state') return showState(seen, rest, json, io)
    const known = await seen.routes()
    const route = known.find(({ path }) => path === `/${what}`)
    if (!route) throw new UsageError(`nothing can be asked by "${what}"${hint(what, known)}; lanewise simulate lists what can`)
    const body = readRequest(rest, route)
    await seen.ask(route.path, body)
    io.out(json ? JSON.stringify({ ok: true, asked: { path: route.path, body } }) : `done: ${what} ${JSON.stringify(body)}`)
    return exitCode.ok
  },
}

interface Own {
  readonly door: string | undefined
  readonly dir: string | undefined
  readonly json: boolean
  readonly words: readonly string[]
}

/** Takes our own options out; the others belong to the device. */
function takeOwn(args: readonly string[]): Own {
  const words: string[] = []
  const own: Record<string, string | undefined> = {}
  const rest = [...args]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, name, inline] = /^--(door|dir)(?:=(.*))?$/.exec(word) ?? []
    if (word === '--json') own['json'] = 'true'
    else if (name === undefined) words.push(word)
    else {
      const value = inline ?? rest.shift()
      if (value === undefined) throw new UsageError(`--${name} needs a value`)
      own[name] = value
    }
  }
  return { door: own['door'], dir: own['dir'], json: own['json'] !== undefined, words }
}

function hint(what: string, known: readonly DoorRouteSeen[]): string {
  const near = nearest(what, known.map(({ path }) => path.slice(1)))
  return near === undefined ? '' : ` (did you mean "${near}"?)`
}

function listRoutes(known: readonly DoorRouteSeen[], json: boolean, io: Io): number {
  if (json) io.out(JSON.stringify({ routes: known }))
  else {
    for (const route of known) {
      io.out(`${route.path.slice(1).padEnd(18)} ${route.says}`)
      for (const { name, type, choices } of fieldsOf(route)) io.out(`  --${name.padEnd(24)} ${choices.length > 0 ? choices.join(', ') : (type ?? '')}`.trimEnd())
    }
    io.out(`${'state'.padEnd(18)} how the devices are`)
  }
  return exitCode.ok
}

async function showState(door: DoorSeen, rest: readonly string[], json: boolean, io: Io): Promise<number> {
  if (rest[0] !== undefined) throw new UsageError(`unexpected "${rest[0]}"`)
  const state = await door.state()
  if (json) io.out(JSON.stringify(state))
  else for (const [device, how] of Object.entries(state)) io.out(`${device.padEnd(18)} ${JSON.stringify(how)}`)
  return exitCode.ok
}
