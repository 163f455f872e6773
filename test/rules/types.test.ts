import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plantTree, root } from '../support/house-planted-tree.ts'

/** What a room's own compiler settings must not know, and the settings every room shares. */
const planted = [
  { why: 'domain knows no process', file: 'src/domain/process.ts', code: 'export const home = process.env', error: 'TS2591' },
  { why: 'domain knows no window', file: 'src/domain/window.ts', code: 'export const width = window.innerWidth', error: 'TS2304' },
  { why: 'domain knows no console', file: 'src/domain/console.ts', code: "console.log('sold')", error: 'TS2584' },
  { why: 'domain knows no timers', file: 'src/domain/timer.ts', code: 'setTimeout(() => 1, 5)', error: 'TS2304' },
  { why: 'a missing price is not a price', file: 'src/domain/index-access.ts', code: 'export const first = (prices: number[]): number => prices[0]', error: 'TS2322' },
  { why: 'types that need compiling are refused', file: 'src/domain/enum.ts', code: "export enum Tender { cash = 'cash' }", error: 'TS1294' },
  { why: 'analytics knows no process', file: 'src/analytics/process.ts', code: 'export const home = process.env', error: 'TS2591' },
  { why: 'the lane knows no window', file: 'src/lane/window.ts', code: 'export const width = window.innerWidth', error: 'TS2304' },
  { why: 'screens know no process', file: 'renderer/process.ts', code: 'export const home = process.env', error: 'TS2591' },
] as const

const rooms = ['src/domain', 'src/analytics', 'src/lane', 'renderer']
let tree: ReturnType<typeof plantTree>
let output = ''

beforeAll(async () => {
  tree = plantTree(Object.fromEntries(planted.map(({ file, code }) => [file, `${code}\n`])))
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  const runs = rooms.map((room) => promisify(execFile)(process.execPath, [tsc, '-p', room, '--pretty', 'false'], { cwd: tree.folder }).catch((error: { stdout: string }) => error))
  for (const { stdout } of await Promise.all(runs)) output += stdout
})
afterAll(() => tree.remove())

test.each(planted)('$why ($file)', ({ file, error }) => {
  expect(output.split('\n').find((line) => line.startsWith(`${file}(`))).toContain(`error ${error}`)
})
