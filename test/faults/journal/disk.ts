import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What happened on the lane's disk, in order. */
export type DiskEvent =
  | { readonly kind: 'write'; readonly name: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly name: string; readonly bytes: number }
  | { readonly kind: 'open' | 'sync' | 'unlink' | 'failed'; readonly name: string }
  /** What the lane said on its standard output. */
  | { readonly kind: 'said'; readonly text: string }

/** Why nothing can be put between a program and its disk here; undefined where it can. */
export function missingForDisk(): string | undefined {
  if (process.platform !== 'linux') return 'a library is loaded before the program as Linux does it'
  return spawnSync('cc', ['--version']).status === 0 ? undefined : 'there is no C compiler; install one (apt-get install gcc libc6-dev)'
}

interface DiskRun {
  readonly dataDir: string
  readonly log: string
  /** See `DISK_FAIL` in disk.c. */
  readonly fail?: string
}

/** Builds the library that stands between a program and its disk. @returns what gives a lane's process such a disk */
export function buildDisk(folder: string): (run: DiskRun) => NodeJS.ProcessEnv {
  const library = join(folder, 'disk.so')
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, fileURLToPath(new URL('./disk.c', import.meta.url)), '-ldl'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`disk.c cannot be compiled: ${stderr}`)
  return ({ dataDir, log, fail }) => ({ LD_PRELOAD: library, DISK_FOLDER: dataDir, DISK_LOG: log, ...(fail !== undefined && { DISK_FAIL: fail }) })
}

const kinds = { O: 'open', S: 'sync', U: 'unlink', F: 'failed' } as const

export function readDiskLog(path: string): DiskEvent[] {
  const log = readFileSync(path)
  const events: DiskEvent[] = []
  for (let at = 0; at < log.length; ) {
    const lineEnd = log.indexOf(10, at)
    const [letter = '', name = '', ...numbers] = log.toString('latin1', at, lineEnd).split(' ')
    const [first = 0, length = 0] = numbers.map(Number)
    const bytesAt = lineEnd + 1
    const bytesLength = letter === 'W' ? length : letter === 'A' ? Number(name) : 0
    const bytes = log.subarray(bytesAt, bytesAt + bytesLength)
    if (letter === 'W') events.push({ kind: 'write', name, offset: first, bytes })
    else if (letter === 'A') events.push({ kind: 'said', text: bytes.toString('utf8') })
    else if (letter === 'T') events.push({ kind: 'truncate', name, bytes: first })
    else events.push({ kind: kinds[letter as keyof typeof kinds], name })
    at = bytesAt + bytesLength
  }
  return events
}
