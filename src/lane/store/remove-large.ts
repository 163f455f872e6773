import { open, rm } from 'node:fs/promises'
import { nextTurn } from '../real-clock.ts'

/** So much at a time leaves its blocks to the file system within a commit or two of the sales. */
const stepBytes = 2 * 1024 * 1024

/**
 * Removes a file from its end on: a few hundred megabytes that go in one step keep whatever else the disk is to have, a
 * sale's commit too, waiting for a tenth of a second. Whoever has it open finds it cut off.
 * @param breathe between the steps
 */
export async function removeLarge(path: string, breathe: () => Promise<void> = nextTurn): Promise<void> {
  const file = await open(path, 'r+')
  try {
    for (let { size } = await file.stat(); size > stepBytes; ) {
      size -= stepBytes
      await file.truncate(size)
      await breathe()
    }
  } finally {
    await file.close()
  }
  await rm(path)
}
