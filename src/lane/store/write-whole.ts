import type { FileHandle } from 'node:fs/promises'

/**
 * Writes all of the bytes from this place of the file on. A disk that is nearly full takes a part of them and calls that a
 * success; only the next write fails (write(2), "may be less than count").
 * @throws the error of the file system
 */
export async function writeWhole(file: Pick<FileHandle, 'write'>, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}
