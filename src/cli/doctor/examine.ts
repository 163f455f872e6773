import type { ConfigFinding } from '../../../drivers/config-check.ts'
import type { OfficeAnswer } from '../ask-office.ts'
import { checkChain, checkDurable, checkFile, checkKey, checkOpening, checkVersion } from './check-database.ts'
import { checkCopy, checkReserve, checkRoom, checkSetAside } from './check-disk.ts'
import { checkAgreement, checkClock, checkFeedKey, checkOffice, checkReplica, checkWaiting } from './check-office.ts'
import { checkConfig, checkDeviceList, checkHolder, checkNeighbours, checkProgram, type ConfigRead } from './check-setup.ts'
import { broken, type Finding, type Found } from './finding.ts'
import type { InsideRead } from './read-inside.ts'
import type { FolderRead } from './read-lane.ts'
import { secondsBetween } from './words.ts'

/** Everything that was read of a lane. */
export interface LaneRead {
  readonly config: ConfigRead
  /** What is wrong with the configuration's devices; none where it could not be read. */
  readonly deviceFindings: readonly ConfigFinding[]
  readonly versions: { readonly node: string; readonly napi: string }
  /** Undefined where there is no folder. */
  readonly folder: FolderRead | undefined
  /** Undefined where nobody could be asked. */
  readonly office: OfficeAnswer | undefined
}

type Named = readonly [check: string, found: Found]

/** All checks that can be made of what was read, in the order in which a person would mend things. */
export function examine(read: LaneRead): Finding[] {
  const { folder, versions, config } = read
  const inside = folder && 'standing' in folder.inside ? folder.inside : undefined
  const named: readonly Named[] = [
    ['program', checkProgram({ ...versions, sqlite: folder?.file?.sqliteVersion ?? '' })],
    ['configuration', checkConfig(config, inside?.standing)],
    ...(config.kind === 'read' ? [['devices', checkDeviceList(config.config.devices, read.deviceFindings)] as const] : []),
    ...(folder ? ofFolder(folder) : withoutFolder(config)),
    ...(folder && inside ? ofInside(read, folder, inside) : []),
    ...(inside || read.office ? ofOffice(read.office, folder && inside && oldSeconds(folder, inside)) : []),
  ]
  return named.map(([check, found]) => ({ check, ...found }))
}

/** A configuration that is wrong may not even say where the folder is. */
function withoutFolder(config: ConfigRead): Named[] {
  if (config.kind === 'wrong') return []
  return [['data folder', broken('there is none where it should be', 'If this lane has never sold, start it: it makes one; else name the right one')]]
}

function ofFolder({ file, inside, room, reserveBytes, setAside, isRunning, keyTrouble, isEncrypted }: FolderRead): Named[] {
  return [
    ['running', checkHolder(isRunning)],
    ['encryption', checkKey(keyTrouble, isEncrypted)],
    ...(keyTrouble === undefined ? [['database', checkFile(file)] as const] : []),
    ...(file && file.quickCheck === 'ok' ? [['version', checkVersion(file)], ['commits', checkDurable(file)]] satisfies Named[] : []),
    ...(file ? [['opening', checkOpening('trouble' in inside ? inside.trouble : undefined, file)] as const] : []),
    ['free space', checkRoom(room)],
    ['reserve', checkReserve(reserveBytes)],
    ['set aside', checkSetAside(setAside)],
  ]
}

function ofInside({ config, office }: LaneRead, folder: FolderRead, inside: InsideRead): Named[] {
  const { standing, tail, copy, acceptedHash } = inside
  const settings = config.kind === 'read' ? config.config : undefined
  const isWhereWeThink = office?.kind === 'answered' && office.status.acceptedThrough === standing.acceptedThrough
  return [
    ['journal', checkChain(tail, standing.lastNumber)],
    ['second copy', checkCopy(copy)],
    ['replica', checkReplica(standing, oldSeconds(folder, inside))],
    ...(settings ? [['key', checkFeedKey(standing.feedKey, settings.crm.feedKey)] as const] : []),
    ['waiting', checkWaiting(standing, folder.at)],
    ['store network', checkNeighbours(settings?.storeNetwork, standing.lanes)],
    ['same journal', checkAgreement(office, isWhereWeThink ? acceptedHash : undefined, standing.lastNumber)],
  ]
}

/** Also of a lane whose database does not open. */
function ofOffice(office: LaneRead['office'], old: number | null | undefined): Named[] {
  return [
    ['head office', checkOffice(office, old)],
    ['clock', checkClock(office?.kind === 'answered' ? office.driftSeconds : null)],
  ]
}

/** Of head office's last answer. */
function oldSeconds({ at }: FolderRead, { standing: { lastContactAt } }: InsideRead): number | null {
  return lastContactAt === null ? null : secondsBetween(lastContactAt, at)
}
