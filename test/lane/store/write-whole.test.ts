import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeWhole } from '../../../src/lane/store/write-whole.ts'

const folder = mkdtempSync(join(tmpdir(), 'lanewise-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Takes at most so many bytes at a time, `room` altogether, as a disk does that fills up. */
function nearlyFull(file: FileHandle, atOnce: number, room: number): Pick<FileHandle, 'write'> {
  let left = room
  const write = async (bytes: Buffer, from: number, length: number, at: number): Promise<{ readonly bytesWritten: number }> => {
    if (left === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
    const { bytesWritten } = await file.write(bytes, from, Math.min(length, atOnce, left), at)
    left -= bytesWritten
    return { bytesWritten }
  }
  return { write: write as FileHandle['write'] }
}

describe('a write on a disk that takes only a part at a time', () => {
  it.each([1, 3, 7, 100])('%i bytes at a time: all of it is there, where it belongs', async (atOnce) => {
    const path = join(folder, `whole-${atOnce}`)
    const file = await open(path, 'w')
    await file.write('before ')
    await writeWhole(nearlyFull(file, atOnce, 1_000), Buffer.from('a line of the copy\n'), 7)
    await file.close()
    expect(readFileSync(path, 'utf8')).toBe('before a line of the copy\n')
  })

  it('is no success when the disk is full before the end', async () => {
    const file = await open(join(folder, 'full'), 'w')
    await expect(writeWhole(nearlyFull(file, 4, 8), Buffer.from('a line of the copy\n'), 0)).rejects.toThrow('ENOSPC')
    await file.close()
  })
})
