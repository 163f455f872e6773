import { access, constants } from 'node:fs/promises'
import { checkDeviceConfigs, type ConfigFinding } from '../../../drivers/config-check.ts'
import type { DeviceConfig } from '../../contract/config.ts'

/** Everything that can be told of a list of devices without opening one: the list itself, and the ports and files it names. */
export async function checkDevices(configs: readonly DeviceConfig[]): Promise<ConfigFinding[]> {
  const atHand = await Promise.all(configs.map(checkAccess))
  return [...checkDeviceConfigs(configs), ...atHand.flat()].sort((a, b) => a.index - b.index)
}

async function checkAccess(config: DeviceConfig, index: number): Promise<ConfigFinding[]> {
  if (config.role === 'drawer' || (config.wire.kind !== 'serial' && config.wire.kind !== 'file')) return []
  const { path } = config.wire
  // A printer is only written to where it says nothing back.
  const needed = config.role === 'printer' ? constants.W_OK : constants.R_OK | constants.W_OK
  const code = await access(path, needed).then(() => undefined, (error: NodeJS.ErrnoException) => error.code)
  if (code === undefined) return []
  const problem = code === 'ENOENT' ? `there is no ${path}; is it plugged in?` : `${path} may not be opened; add the lane's user to its group, or install the udev rules (lanewise devices rules)`
  return [{ index, key: 'wire.path', level: 'fault', problem }]
}
