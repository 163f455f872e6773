import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { seededRandom } from '../../drivers/simulator/seeded-random.ts'
import type { FuzzTarget } from './fuzz-target.ts'

/** A message that never ends is as long as this. */
const floodByteCount = 1024 * 1024
const portionByteCount = 4096
/** More than the longest message any protocol allows, with room for the collector's own unrest. */
export const maxHeldByteCount = 400 * 1024

setFlagsFromString('--expose-gc')
const collectGarbage: unknown = runInNewContext('gc')

/**
 * Sends messages without end to one parser and looks at what it holds afterwards.
 * @returns the most bytes of memory held after any flood
 */
export async function flood(target: FuzzTarget, seed: number): Promise<number> {
  let most = 0
  for (const portion of floods(target, seed)) most = Math.max(most, await heldAfter(target, portion))
  return most
}

/** What is repeated for ever: one byte, noise, or the beginning of a sample whose end never comes. */
function floods({ samples }: FuzzTarget, seed: number): Buffer[] {
  const random = seededRandom(seed)
  const repeated = (unit: Buffer): Buffer => Buffer.alloc(portionByteCount, unit)
  const noise = Buffer.from(Array.from({ length: portionByteCount }, () => random(256)))
  const text = Buffer.from(Array.from({ length: portionByteCount }, () => 0x30 + random(10)))
  const sample = samples[random(Math.max(samples.length, 1))] ?? Buffer.alloc(1)
  const begun = sample.subarray(0, Math.max(1, sample.length - 2))
  return [repeated(Buffer.from([0x02])), repeated(Buffer.from([0xff])), noise, text, repeated(sample), Buffer.concat([begun, Buffer.alloc(portionByteCount, 0x41)])]
}

async function heldAfter(target: FuzzTarget, portion: Buffer): Promise<number> {
  const parser = target.open()
  parser.take(Buffer.from(portion.subarray(0, target.isWhole ? 64 : portion.length)))
  const before = await memoryByteCount()
  for (let sent = 0; sent < floodByteCount; sent += portion.length) parser.take(Buffer.from(portion))
  const held = (await memoryByteCount()) - before
  parser.end()
  return Math.max(held, 0)
}

/** What is in use once everything nobody holds is collected: buffers are given back a turn later. */
export async function memoryByteCount(): Promise<number> {
  for (let round = 0; round < 2; round++) {
    if (typeof collectGarbage === 'function') collectGarbage()
    await new Promise((resume) => setImmediate(resume))
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  // Buffers are counted among what is external.
  return heapUsed + Math.max(external, arrayBuffers)
}
