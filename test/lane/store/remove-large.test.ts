import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { removeLarge } from '../../../src/lane/store/remove-large.ts'

const megabyte = 1024 * 1024
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanewise-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it.each([0, 1, 2 * megabyte, 2 * megabyte + 1, 7 * megabyte])('a file of %i bytes goes two megabytes at a time, with the turn of others in between', async (size) => {
  const path = join(folder, 'large')
  writeFileSync(path, Buffer.alloc(size, 1))
  const sizes = [size]
  await removeLarge(path, () => {
    sizes.push(statSync(path).size)
    return Promise.resolve()
  })
  expect(existsSync(path)).toBe(false)
  expect(sizes).toEqual(Array.from({ length: Math.max(1, Math.ceil(size / (2 * megabyte))) }, (_, step) => size - step * 2 * megabyte))
})

it('says so when there is no such file', async () => {
  await expect(removeLarge(join(folder, 'none'))).rejects.toThrow('ENOENT')
})
