import { spawnSync } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import type { ReadStream } from 'node:tty'
import * as nodePty from '@lydell/node-pty'

/** A pseudo terminal: what is written to `path` by another program comes out here, and the other way round. */
export interface Pty {
  /** `/dev/pts/N` */
  readonly path: string
  onBytes(listener: (bytes: Buffer) => void): void
  write(bytes: Buffer): void
  /** Hangs up: a program that has `path` open sees its device disappear. */
  hangUp(): void
}

/** `open` is missing from the package's types; it makes a pair without starting a program. */
interface OpenPair {
  open(options: { encoding: null }): { readonly ptsName: string; readonly master: ReadStream; readonly slave: ReadStream }
}

/** Bytes waiting for a program that does not read; more are dropped, as a full cable would. */
const maxWaitingByteCount = 256 * 1024

/** Opens a pseudo terminal that passes every byte as it is, in both directions. */
export function openPty(): Pty {
  const { ptsName: path, master, slave } = (nodePty as unknown as OpenPair).open({ encoding: null })
  // The package reads the far end itself, which would steal bytes. We hold it open instead: without a holder,
  // every program that closes it would look like an unplug.
  const held = openSync(path, constants.O_RDWR | constants.O_NOCTTY)
  slave.destroy()
  makeRaw(path)
  // EIO is how the kernel says that the far end is gone.
  master.on('error', () => undefined)
  let isUp = true
  return {
    path,
    onBytes: (listener) => void master.on('data', (bytes: Buffer) => listener(bytes)),
    write: (bytes) => void (isUp && master.writableLength < maxWaitingByteCount && master.write(bytes)),
    hangUp() {
      if (!isUp) return
      isUp = false
      master.destroy()
      closeSync(held)
    },
  }
}

/** No echo, no line editing, no CR turned into LF. */
function makeRaw(path: string): void {
  const done = spawnSync('stty', ['-F', path, 'raw', '-echo'], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`stty could not set ${path} raw: ${done.stderr || String(done.error)}`)
}
