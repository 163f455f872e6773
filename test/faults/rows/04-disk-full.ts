import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { FaultRow } from '../fault-row.ts'

/** Room for the reserve, and as much again besides, which is what it is made of. */
const diskMb = 240

export const row: FaultRow = {
  number: 4,
  fault: 'disk full',
  missing: missingForSmallDisk,
  async run({ scale, folder }) {
    const { sellOnFullDisk } = await import('../journal/full-disk.ts')
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    mustRun('mount', '-t', 'tmpfs', '-o', `size=${diskMb}m`, 'none', disk)
    try {
      return await sellOnFullDisk({ disk, saleCount: scale === 'full' ? 600 : 25, fill: () => fillUp(join(disk, 'filler')), makeRoom: () => rmSync(join(disk, 'filler')) })
    } finally {
      mustRun('umount', '--lazy', disk)
    }
  },
  weakenings: [
    { name: 'the reserve is let go', file: 'src/lane/store/steady-store.ts', find: 'if (!isFull(error) || !reserve.letGo()) throw error', replace: 'throw error', noticed: 'not taken' },
    { name: 'the reserve is made', file: 'src/lane/tidy.ts', find: 'reserve.keepUp()', replace: '', noticed: 'not taken' },
    { name: 'the shop is warned', file: 'src/lane/tidy.ts', find: 'if (isLow && !wasLow) onLowRoom(', replace: 'if (!isLow && isLow) onLowRoom(', noticed: 'nobody was warned' },
    { name: 'head office has to wait', file: 'src/lane/sync/start-sync.ts', find: 'if (parts.store.reserve.wasLetGo()) return', replace: '', noticed: 'the feed was asked' },
  ],
}

/** Why no small disk can be mounted here; undefined where one can. */
function missingForSmallDisk(): string | undefined {
  if (process.platform !== 'linux') return 'a small disk in memory (tmpfs) is mounted as Linux does it'
  const isAllowed = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0
  return isAllowed ? undefined : 'a small disk in memory (tmpfs) has to be mounted; run it as root, with the right to mount'
}

function mustRun(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
}

/** Until not one byte more goes in. */
function fillUp(path: string): void {
  const file = openSync(path, 'a')
  try {
    for (let part = Buffer.alloc(1024 * 1024, 1); part.length > 0; ) {
      try {
        writeSync(file, part)
      } catch {
        part = part.subarray(0, Math.floor(part.length / 2))
      }
    }
  } finally {
    closeSync(file)
  }
}
