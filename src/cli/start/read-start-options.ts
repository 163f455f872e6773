import { parseArgs } from 'node:util'

export type Shell = 'electron' | 'kiosk' | 'none'
const shells: readonly Shell[] = ['electron', 'kiosk', 'none']

export interface StartOptions {
  readonly fresh: boolean
  /** Absent: the best one there is. */
  readonly shell: Shell | undefined
  /** Folder of everything this lane and its CRM keep; absent: `.lanewise` in the project. */
  readonly data: string | undefined
  /** Absent: the usual one, or any free one where that is taken. */
  readonly port: number | undefined
  readonly help: boolean
}

export const startUsage = `npm start -- [options]

Starts a CRM with a demo store, simulated devices and one lane, and opens the lane's screen.

--fresh              forget everything and start with a new demo store
--shell=SHELL        electron, kiosk (Chromium) or none; usually the first one there is
--no-browser         the same as --shell=none: print the addresses, open nothing
--data DIR           keep the data there instead of in .lanewise
--port N             serve the screens on this port of 127.0.0.1
`

/** @throws Error naming the option that is wrong */
export function readStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { fresh: { type: 'boolean' }, shell: { type: 'string' }, 'no-browser': { type: 'boolean' }, data: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean' } },
  })
  const shell = readShell(values.shell)
  return {
    fresh: values.fresh ?? false,
    shell: values['no-browser'] === true ? 'none' : shell,
    data: values.data,
    port: readPort(values.port),
    help: values.help ?? false,
  }
}

function readShell(text: string | undefined): Shell | undefined {
  const shell = shells.find((known) => known === text)
  if (text !== undefined && shell === undefined) throw new Error(`--shell is ${shells.join(', ')}; not "${text}"`)
  return shell
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw new Error(`--port is a number from 1 to 65535; not "${text}"`)
  return port
}
