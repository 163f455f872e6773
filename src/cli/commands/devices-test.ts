import { existsSync } from 'node:fs'
import type { DeviceConfig } from '../../contract/config.ts'
import { holdLane } from '../../lane/store/hold-lane.ts'
import { StoreTrouble } from '../../lane/store/store-trouble.ts'
import { exitCode, Trouble, UsageError, type Command } from '../command.ts'
import { openDeviceBench } from '../devices/device-bench.ts'
import { devicesConfigUsage, readDevices, type DevicesFile } from '../devices/read-devices.ts'
import { tryDevice, type Tried } from '../devices/try-device.ts'
import type { Io } from '../io.ts'
import { readOptions, wholeNumber } from '../read-options.ts'

const usage = `usage: lanewise devices test NAME … [--config FILE] [--wait SECONDS] [--json]
       lanewise devices test --all  [--config FILE] [--wait SECONDS] [--json]

Opens devices of a configuration and has each do what it is there for: a scanner and a card reader say what they
read, a printer prints a test page, a drawer opens, a line display shows a text, a scale weighs, a payment terminal
runs its diagnosis. Nothing is sold and nothing is charged. The lane must not be running: it holds its devices.

${devicesConfigUsage}
  --all          every device, one after another
  --wait         seconds for opening a device and for what a person has to do at it, 1 to 600 (default 30)
  --json         one JSON object: tests, each with device, role, result (works, unclear or failed) and what was seen

Exit codes: 0 all work · 1 something failed or is unclear · 2 wrong usage or a configuration that cannot be read`

export const devicesTest: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = readOptions(args, { all: { type: 'boolean' }, config: { type: 'string' }, wait: { type: 'string', default: '30' }, json: { type: 'boolean' } }, { min: 0, max: 16 })
    const patienceMs = wholeNumber(values.wait, '--wait', { min: 1, max: 600 }) * 1000
    const file = await readDevices(values.config, io)
    const wanted = chosen(file.devices, positionals, values.all ?? false)
    const tests = await aloneOnLane(file, () => tryAll(wanted, file.devices, patienceMs, io))
    if (values.json) io.out(JSON.stringify({ tests }))
    else for (const { device, role, result, seen } of tests) io.out(`${result.padEnd(7)} ${role} ${device}: ${seen.replaceAll('\n', '\n        ')}`)
    return tests.every(({ result }) => result === 'works') ? exitCode.ok : exitCode.foundTrouble
  },
}

function chosen(devices: readonly DeviceConfig[], names: readonly string[], all: boolean): readonly DeviceConfig[] {
  if (all === names.length > 0) throw new UsageError(`name devices or say --all; there are ${devices.map(({ name }) => name).join(', ') || 'none'}`)
  const unknown = names.find((name) => !devices.some((device) => device.name === name))
  if (unknown !== undefined) throw new UsageError(`there is no device "${unknown}"; there are ${devices.map(({ name }) => name).join(', ') || 'none'}`)
  return all ? devices : devices.filter(({ name }) => names.includes(name))
}

/** Holds the lane's lock meanwhile, so that no lane starts in the middle and fights for the ports. */
async function aloneOnLane<T>({ dataDir }: DevicesFile, work: () => Promise<T>): Promise<T> {
  if (dataDir === undefined || !existsSync(dataDir)) return work()
  let lane: { close(): unknown } | undefined
  try {
    lane = holdLane(dataDir)
    return await work()
  } catch (error) {
    if (error instanceof StoreTrouble && error.code === 'in-use') throw new Trouble('the lane of this configuration is running and holds its devices: its own screen shows how they are (More, Devices). Close the lane to test them from here')
    throw error
  } finally {
    lane?.close()
  }
}

/** One after another: a person has two hands. */
async function tryAll(wanted: readonly DeviceConfig[], all: readonly DeviceConfig[], patienceMs: number, io: Io): Promise<Tried[]> {
  // A drawer needs the printer it hangs on.
  const opened = all.filter((config) => wanted.includes(config) || wanted.some((other) => other.role === 'drawer' && other.printer === config.name))
  const bench = openDeviceBench(opened)
  try {
    const tests: Tried[] = []
    for (const config of wanted) tests.push(await tryDevice(config, { bench, patienceMs, ask: (line) => io.err(line) }))
    return tests
  } finally {
    await bench.close()
  }
}
