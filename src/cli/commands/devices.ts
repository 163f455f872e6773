import { access, constants } from 'node:fs/promises'
import { detectDevices } from '../../../drivers/detect.ts'
import type { DeviceConfig } from '../../contract/config.ts'
import { exitCode, type Command } from '../command.ts'
import { readLaneConfig } from '../lane-data.ts'
import { readOptions } from '../read-options.ts'

const usage = `usage: lanewise devices [--config FILE] [--json]

Lists scanners, card readers, scales and printers that are plugged in, with what to write into a lane's
configuration for each. Opens nothing and changes nothing.

  --config FILE  also checks this lane's configuration: names, references, and whether each device may be opened
  --json         one JSON object: devices, problems, configured

Exit codes: 0 nothing to mend · 1 something to mend is named · 2 wrong usage or a configuration that cannot be read`

/** One device of a configuration, and what is wrong with it. */
interface ConfiguredDevice {
  readonly name: string
  readonly role: DeviceConfig['role']
  readonly trouble?: string
}

/** What is wrong with each device of a configuration, as far as can be told without opening it. */
async function checkConfigured(configs: readonly DeviceConfig[]): Promise<ConfiguredDevice[]> {
  return Promise.all(configs.map(async (config, index) => {
    const { name, role } = config
    const trouble = configs.findIndex((other) => other.name === name) < index ? `devices[${index}].name: another device is called "${name}" already` : await troubleOf(config, index, configs)
    return { name, role, ...(trouble === undefined ? {} : { trouble }) }
  }))
}

async function troubleOf(config: DeviceConfig, index: number, configs: readonly DeviceConfig[]): Promise<string | undefined> {
  if (config.role === 'drawer') {
    const printer = configs.find((other) => other.name === config.printer && other.role === 'printer')
    return printer ? undefined : `devices[${index}].printer: there is no printer called "${config.printer}"`
  }
  const { wire } = config
  if (wire.kind !== 'serial' && wire.kind !== 'file') return undefined
  const needed = config.role === 'printer' ? constants.W_OK : constants.R_OK | constants.W_OK
  const code = await access(wire.path, needed).then(() => undefined, (error: NodeJS.ErrnoException) => error.code)
  if (code === undefined) return undefined
  return code === 'ENOENT' ? `devices[${index}].wire.path: there is no ${wire.path}; is it plugged in?` : `devices[${index}].wire.path: ${wire.path} may not be opened; add the lane's user to its group`
}

export const devices: Command = {
  usage,
  async run(args, io) {
    const { values } = readOptions(args, { config: { type: 'string' }, json: { type: 'boolean' } }, { min: 0, max: 0 })
    const configured = values.config === undefined ? [] : await checkConfigured((await readLaneConfig(values.config, io)).devices)
    const found = await detectDevices()
    if (values.json) io.out(JSON.stringify({ ...found, configured }))
    else {
      for (const { kind, path, description, state, advice } of found.devices) io.out(`${kind.padEnd(15)} ${path}  ${description}  ${state}: ${advice}`)
      if (found.devices.length === 0) io.out('no scanner, card reader, scale or printer is plugged in')
      for (const { name, role, trouble } of configured) io.out(`configured ${role} ${name}: ${trouble ?? 'nothing wrong as far as can be seen without opening it'}`)
      for (const problem of found.problems) io.err(problem)
    }
    const mend = configured.some(({ trouble }) => trouble !== undefined) || found.devices.some(({ state }) => state === 'no-permission')
    return mend ? exitCode.foundTrouble : exitCode.ok
  },
}
