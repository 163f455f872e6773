import { ESLint } from 'eslint'
import { afterAll, beforeAll, expect, test } from 'vitest'
import path from 'node:path'
import { plantTree } from '../support/house-planted-tree.ts'

interface Planted {
  readonly why: string
  readonly file: string
  readonly code: string
  readonly rule: string
}

const takeIt = (room: string, file: string): Planted[] => [
  { why: `${room} reads the clock`, file: `${file}-now.ts`, code: 'export const at = Date.now()', rule: 'no-restricted-properties' },
  { why: `${room} makes a date of this moment`, file: `${file}-date.ts`, code: 'export const at = new Date()', rule: 'no-restricted-syntax' },
  { why: `${room} asks for the date as text`, file: `${file}-text.ts`, code: 'export const at = Date()', rule: 'no-restricted-syntax' },
  { why: `${room} throws dice`, file: `${file}-random.ts`, code: 'export const chance = Math.random()', rule: 'no-restricted-properties' },
  { why: `${room} waits`, file: `${file}-timeout.ts`, code: 'setTimeout(() => 1, 5)', rule: 'no-restricted-globals' },
  { why: `${room} repeats`, file: `${file}-interval.ts`, code: 'globalThis.setInterval(() => 1, 5)', rule: 'no-restricted-globals' },
  { why: `${room} prints`, file: `${file}-console.ts`, code: "console.log('sold')", rule: 'no-restricted-globals' },
  { why: `${room} reads its environment`, file: `${file}-process.ts`, code: "export const home = process.env['HOME']", rule: 'no-restricted-globals' },
  { why: `${room} imports a timer`, file: `${file}-timers.ts`, code: "import { setTimeout } from 'node:timers/promises'\nexport const wait = setTimeout", rule: 'no-restricted-imports' },
]

const planted: readonly Planted[] = [
  ...takeIt('domain', 'src/domain/bad'),
  ...takeIt('analytics', 'src/analytics/bad'),
  ...takeIt('the lane', 'src/lane/bad'),
  { why: 'a promise is left alone', file: 'src/crm/floating.ts', code: 'async function send() {}\nexport function close() {\n  send()\n}', rule: '@typescript-eslint/no-floating-promises' },
  { why: 'a promise is left alone in a test', file: 'test/floating.ts', code: 'async function send() {}\nexport function close() {\n  send()\n}', rule: '@typescript-eslint/no-floating-promises' },
  { why: 'a promise is asked whether it is true', file: 'src/crm/misused.ts', code: 'async function known() { return false }\nexport function greet() {\n  return known() ? 1 : 2\n}', rule: '@typescript-eslint/no-misused-promises' },
  { why: 'a type is switched off', file: 'drivers/any.ts', code: 'export const reading: any = 1', rule: '@typescript-eslint/no-explicit-any' },
  { why: 'an error is swallowed', file: 'drivers/empty.ts', code: 'export function open() {\n  try { JSON.parse("") } catch {}\n}', rule: 'no-empty' },
  { why: 'text is compared with a number', file: 'src/cli/equal.ts', code: "export const free = (price: string | number) => price == 0", rule: 'eqeqeq' },
  { why: 'a default export', file: 'src/kiosk/default.ts', code: 'export default 1', rule: 'no-restricted-syntax' },
  { why: 'a file of 301 lines', file: 'src/crm/long.ts', code: '// line\n'.repeat(300) + 'export const end = 1', rule: 'max-lines' },
  { why: 'a hook behind a condition', file: 'renderer/Hook.tsx', code: "import { useState } from 'react'\nexport function Total(props: { shown: boolean }) {\n  if (props.shown) useState(0)\n  return null\n}", rule: 'react-hooks/rules-of-hooks' },
  { why: 'a forgotten dependency', file: 'renderer/Deps.tsx', code: "import { useMemo } from 'react'\nexport function Total(props: { minor: number }) {\n  return useMemo(() => props.minor, [])\n}", rule: 'react-hooks/exhaustive-deps' },
  ...['it.skip', 'test.only', 'describe.skip', 'test.todo'].map((call, index) => ({ why: `${call} in a test`, file: `test/silenced-${index}.test.ts`, code: `import { describe, it, test } from 'vitest'\nexport const used = [describe, it, test]\n${call}('later')`, rule: 'no-restricted-syntax' })),
]

const innocent: Readonly<Record<string, string>> = {
  'src/domain/good.ts': 'export const day = (at: string) => new Date(at).toISOString().slice(0, 10)\n',
  'src/lane/real-clock.ts': 'export const realClock = { now: () => Date.now(), wait: (ms: number) => new Promise((done) => setTimeout(done, ms)) }\n',
  'src/crm/good.ts': 'export async function send() {\n  await Promise.resolve()\n  console.log(Date.now())\n}\n',
  'test/good.test.ts': "import { test } from 'vitest'\ntest.skipIf(true)('a printed reason', () => undefined)\n",
  'vitest.config.ts': 'export default {}\n',
}

const found = new Map<string, string[]>()
let tree: ReturnType<typeof plantTree>

beforeAll(async () => {
  tree = plantTree({ ...Object.fromEntries(planted.map(({ file, code }) => [file, `${code}\n`])), ...innocent })
  const lint = new ESLint({ cwd: tree.folder, overrideConfigFile: path.join(tree.folder, 'eslint.config.js') })
  for (const result of await lint.lintFiles(['.'])) found.set(path.relative(tree.folder, result.filePath), result.messages.map((message) => message.ruleId ?? message.message))
})
afterAll(() => tree.remove())

test.each(planted)('lint complains when $why ($file)', ({ file, rule }) => {
  expect(found.get(file)).toContain(rule)
})

test.each(Object.keys(innocent))('lint has nothing against %s', (file) => {
  expect(found.get(file)).toEqual([])
})

test('a comment cannot switch a rule off', async () => {
  const quiet = plantTree({ 'src/crm/quiet.ts': '/* eslint-disable */\nexport const reading: any = 1\n' })
  try {
    const lint = new ESLint({ cwd: quiet.folder, overrideConfigFile: path.join(quiet.folder, 'eslint.config.js') })
    const [result] = await lint.lintFiles(['src/crm/quiet.ts'])
    expect(result?.messages.map((message) => message.ruleId)).toContain('@typescript-eslint/no-explicit-any')
  } finally {
    quiet.remove()
  }
})
