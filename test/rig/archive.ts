import { readFileSync } from 'node:fs'

/** A file of the machine: its place there, and its bytes or where they are on this side. */
export interface ArchiveFile {
  /** Without the leading slash. */
  readonly to: string
  readonly from: string | Buffer
  readonly isProgram?: boolean | undefined
}

/**
 * Packs files as the kernel unpacks its first root file system: cpio in its "new ASCII" format, folders before what is in them.
 * Several archives one after the other are one: the big unchanging part is made once.
 * Source: Documentation/driver-api/early-userspace/buffer-format.rst
 */
export function archive(files: readonly ArchiveFile[]): Buffer {
  const folders = new Set(files.flatMap(({ to }) => foldersAbove(to)))
  const entries = [
    ...Array.from(folders).sort().map((folder) => entry(folder, 0o040755, Buffer.alloc(0))),
    ...files.map(({ to, from, isProgram = false }) => entry(to, isProgram ? 0o100755 : 0o100644, typeof from === 'string' ? readFileSync(from) : from)),
    entry('TRAILER!!!', 0, Buffer.alloc(0)),
  ]
  return Buffer.concat(entries)
}

function foldersAbove(path: string): string[] {
  const names = path.split('/').slice(0, -1)
  return names.map((_, index) => names.slice(0, index + 1).join('/'))
}

function entry(name: string, mode: number, bytes: Buffer): Buffer {
  const [inode, uid, gid, linkCount, time] = [0, 0, 0, 1, 0]
  const device = [0, 0, 0, 0]
  const numbers = [inode, mode, uid, gid, linkCount, time, bytes.length, ...device, name.length + 1, 0]
  const head = `070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}${name}\0`
  return Buffer.concat([inFours(Buffer.from(head, 'latin1')), inFours(bytes)])
}

function inFours(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}
