import { existsSync } from 'node:fs'
import { askOffice } from '../ask-office.ts'
import { exitCode, type Command } from '../command.ts'
import { checkDevices } from '../devices/check-devices.ts'
import { examine, type LaneRead } from '../doctor/examine.ts'
import { findLane } from '../doctor/find-lane.ts'
import type { Finding } from '../doctor/finding.ts'
import { readFolder } from '../doctor/read-lane.ts'
import type { Io } from '../io.ts'
import { laneDataOptions, laneDataUsage } from '../lane-data.ts'
import { readOptions } from '../read-options.ts'

const usage = `usage: lanewise doctor [--data DIR | --config FILE] [--json]

What is wrong with a lane, and what to do: its configuration and devices, its database, journal and second copy, its
disk, head office and what it sent, what waits, its clock, the other lanes, the program. Reads only: may be run
beside the running lane, and on one that does not start. Head office is asked once, for three seconds at most; a lane
that was named by its folder alone does not know where it is.

${laneDataUsage}
  --json         one JSON object: ok, checks, each with check, level (ok, look or broken), seen, and todo unless it is ok

Exit codes: 0 nothing is broken, though perhaps worth a look · 1 something is broken · 2 wrong usage`

export const doctor: Command = {
  usage,
  async run(args, io) {
    const { values } = readOptions(args, { ...laneDataOptions, json: { type: 'boolean' } }, { min: 0, max: 0 })
    const findings = examine(await readLane(values, io))
    const brokenCount = findings.filter(({ level }) => level === 'broken').length
    if (values.json) io.out(JSON.stringify({ ok: brokenCount === 0, checks: findings }))
    else say(findings, brokenCount, io)
    return brokenCount === 0 ? exitCode.ok : exitCode.foundTrouble
  },
}

async function readLane(values: Parameters<typeof findLane>[0], io: Io): Promise<LaneRead> {
  const { config, dataDir, copyDir, keyFile } = await findLane(values, io)
  const folder = dataDir !== undefined && copyDir !== undefined && existsSync(dataDir) ? await readFolder({ dataDir, copyDir, keyFile }) : undefined
  const standing = folder && 'standing' in folder.inside ? folder.inside.standing : undefined
  return {
    config,
    deviceFindings: config.kind === 'read' ? await checkDevices(config.config.devices) : [],
    versions: { node: process.versions.node, napi: process.versions['napi'] ?? '' },
    folder,
    office: config.kind === 'read' ? await askOffice(config.config, standing?.journalId ?? 'unknown') : undefined,
  }
}

function say(findings: readonly Finding[], brokenCount: number, io: Io): void {
  const width = Math.max(...findings.map(({ check }) => check.length))
  for (const { check, level, seen, todo } of findings) {
    io.out(`${level.padEnd(6)}  ${check.padEnd(width)}  ${seen}`)
    if (todo !== undefined) io.out(`${' '.repeat(width + 10)}→ ${todo}`)
  }
  const lookCount = findings.filter(({ level }) => level === 'look').length
  io.out(`${findings.length} checks: ${brokenCount} broken, ${lookCount} to look at`)
}
