import { checkDevices } from '../devices/check-devices.ts'
import { devicesConfigUsage, readDevices } from '../devices/read-devices.ts'
import { exitCode, type Command } from '../command.ts'
import { readOptions } from '../read-options.ts'

const usage = `usage: lanewise devices check [--config FILE] [--json]

Checks a lane's list of devices without opening one: names, references, ports and files that are not there or may
not be opened, two devices on one wire, settings that contradict each other.

${devicesConfigUsage}
  --json         one JSON object: devices, findings, each with its key, level (fault or advice) and problem

Exit codes: 0 no fault, though perhaps advice · 1 faults are named · 2 wrong usage or a configuration that cannot be read`

export const devicesCheck: Command = {
  usage,
  async run(args, io) {
    const { values } = readOptions(args, { config: { type: 'string' }, json: { type: 'boolean' } }, { min: 0, max: 0 })
    const { devices } = await readDevices(values.config, io)
    const findings = (await checkDevices(devices)).map(({ index, key, level, problem }) => ({ device: devices[index]?.name ?? '', key: `devices[${index}]${key === '' ? '' : `.${key}`}`, level, problem }))
    if (values.json) io.out(JSON.stringify({ devices: devices.map(({ name, role }) => ({ name, role })), findings }))
    else {
      for (const { device, key, level, problem } of findings) io.out(`${level.padEnd(6)} ${device}  ${key}: ${problem}`)
      const faultCount = findings.filter(({ level }) => level === 'fault').length
      io.out(`${devices.length} devices, ${faultCount} faults, ${findings.length - faultCount} pieces of advice`)
    }
    return findings.some(({ level }) => level === 'fault') ? exitCode.foundTrouble : exitCode.ok
  },
}
