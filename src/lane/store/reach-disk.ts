import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Returns once the disk has a file, or the names in a folder. @throws the error of the file system */
export function reachDisk(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
