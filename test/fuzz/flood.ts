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

/** What looks like much is looked at again: a parser holds it every time, what was compiled meanwhile comes once. */
async function heldAfter(target: FuzzTarget, portion: Buffer): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3 && least > maxHeldByteCount / 2; round++) {
    const before = await memoryByteCount()
    const parser = target.open()
    for (let sent = 0; sent < floodByteCount; sent += portion.length) parser.take(Buffer.from(portion))
    least = Math.min(least, Math.max((await memoryByteCount()) - before, 0))
    parser.end()
  }
  return least
}

/** What is repeated for ever: a mark, noise, a whole sample, or the beginning of one whose end never comes. */
function floods({ samples }: FuzzTarget, seed: number): Buffer[] {
  const random = seededRandom(seed)
  const noise = Buffer.from(Array.from({ length: portionByteCount }, () => random(256)))
  const sample = samples[random(Math.max(samples.length, 1))] ?? Buffer.alloc(1)
  const begun = sample.subarray(0, Math.max(1, sample.length - 2))
  return [Buffer.alloc(portionByteCount, 0x02), noise, Buffer.alloc(portionByteCount, sample), Buffer.concat([begun, Buffer.alloc(portionByteCount, 0x41)])]
}

/** What is in use once everything nobody holds is collected: buffers are given back a turn later, and counted by the next collection. */
export async function memoryByteCount(): Promise<number> {
  for (let round = 0; round < 2; round++) {
    if (typeof collectGarbage === 'function') collectGarbage()
    await new Promise((resume) => setImmediate(resume))
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  // Buffers are counted among what is external.
  return heapUsed + Math.max(external, arrayBuffers)
}
