import type { ConfigFinding } from '../../../drivers/config-check.ts'
import { usualStoreNetwork, type DeviceConfig, type LaneConfig } from '../../contract/config.ts'
import type { LaneStanding } from '../lane-standing.ts'
import { broken, look, ok, type Found } from './finding.ts'

/** A lane's configuration, as far as it could be read. */
export type ConfigRead =
  | { readonly kind: 'read'; readonly config: LaneConfig }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] }
  /** The lane was named by its folder. */
  | { readonly kind: 'not-named' }

/** @param identity of the database; undefined where it could not be read */
export function checkConfig(read: ConfigRead, identity: Pick<LaneStanding, 'storeId' | 'laneNumber'> | undefined): Found {
  if (read.kind === 'not-named') return look('not looked at: the lane was named by its folder', 'Name it with --config FILE to have its configuration checked too')
  if (read.kind === 'wrong') return broken(read.problems.join('; '), 'Correct these keys of the configuration: the lane does not start with them')
  const { storeId, laneNumber } = read.config
  if (!identity || (identity.storeId === storeId && identity.laneNumber === laneNumber)) return ok(`lane ${laneNumber} of store ${storeId}`)
  return broken(`it is for lane ${laneNumber} of store ${storeId}, and the data folder holds lane ${identity.laneNumber} of store ${identity.storeId}`, 'Correct storeId and laneNumber, or dataDir: receipts and head office would mix up two lanes')
}

/** What `devices check` finds, in one line. */
export function checkDeviceList(devices: readonly DeviceConfig[], findings: readonly ConfigFinding[]): Found {
  const words = findings.map(({ index, key, problem }) => `${devices[index]?.name ?? ''} (devices[${index}]${key === '' ? '' : `.${key}`}): ${problem}`).join('; ')
  if (findings.some(({ level }) => level === 'fault')) return broken(words, 'Correct them; lanewise devices check says them one by one')
  return findings.length > 0 ? look(words, 'Advice only; lanewise devices check says it line by line') : ok(`${devices.length} devices, no contradiction`)
}

/** @param isHeld a program has the lane's lock */
export function checkHolder(isHeld: boolean): Found {
  return ok(isHeld ? 'a program runs this lane now' : 'no program runs this lane now')
}

/**
 * The other lanes, as far as this one has heard of them. When it last did is known to the running lane alone, whose screen shows it.
 * @param setting of the configuration; undefined where it was not read or leaves it at the usual
 */
export function checkNeighbours(setting: LaneConfig['storeNetwork'], lanes: LaneStanding['lanes']): Found {
  if (setting === 'off') return ok('switched off in the configuration: single-use coupons go by allowances alone')
  const heard = lanes.map(({ laneNumber, isClosed, heardThrough }) => `lane ${laneNumber} (${isClosed ? 'closed, ' : ''}through its record ${heardThrough})`)
  const where = `${setting?.group ?? usualStoreNetwork.group}, port ${setting?.port ?? usualStoreNetwork.port}${setting?.addresses === undefined ? '' : `, and ${setting.addresses.join(', ')}`}`
  if (heard.length > 0) return ok(`${where}; heard of ${heard.join(', ')}`)
  const todo = 'If this is not the only lane: where the network carries no multicast, name the others in storeNetwork.addresses'
  return look(`${where}; no other lane was ever heard`, todo)
}

interface Versions {
  readonly node: string
  /** Node-API. */
  readonly napi: string
  /** Empty where no database could be opened. */
  readonly sqlite: string
}

const leastNapi = 10
const leastSqlite = [3, 51, 3] as const

export function checkProgram({ node, napi, sqlite }: Versions): Found {
  const seen = `Node ${node}${sqlite === '' ? '' : `, SQLite ${sqlite}`}`
  const todo = 'Run npm install in the program folder, which brings the right ones, and start it by npm'
  if (Number(napi) < leastNapi) return broken(`${seen}: its Node-API ${napi} is too old`, todo)
  return sqlite !== '' && isOlder(sqlite) ? broken(`${seen} is older than ${leastSqlite.join('.')}`, todo) : ok(seen)
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number)
  const differs = leastSqlite.findIndex((least, index) => parts[index] !== least)
  return differs >= 0 && (parts[differs] ?? 0) < (leastSqlite[differs] ?? 0)
}
