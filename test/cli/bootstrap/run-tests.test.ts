import { execFile } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tempFolder } from '../../support/house-lane-data.ts'
import { root } from '../../support/house-planted-tree.ts'

let temp: ReturnType<typeof tempFolder>
beforeEach(() => {
  temp = tempFolder()
  mkdirSync(path.join(temp.folder, 'test'))
  symlinkSync(path.join(root, 'node_modules'), path.join(temp.folder, 'node_modules'))
})
afterEach(() => temp.remove())

/** `npm test` on a folder of other tests. */
function runTests(tests: Readonly<Record<string, string>>): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  for (const [name, text] of Object.entries(tests)) writeFileSync(path.join(temp.folder, 'test', `${name}.test.ts`), `import { expect, test } from 'vitest'\n${text}\n`)
  const args = [path.join(root, 'src/cli/bootstrap.mjs'), 'test', '--root', temp.folder, '--config', path.join(root, 'vitest.config.ts')]
  return new Promise((resolve) => {
    // Any program will do as the browser: none of these tests opens one.
    execFile(process.execPath, args, { env: { ...process.env, LANEWISE_CHROMIUM: process.execPath } }, (error, stdout) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, lines: stdout.trimEnd().split('\n') })
    })
  })
}

const passing = "test('one and one', () => expect(1 + 1).toBe(2))"

test('a run ends with a plain line that counts', async () => {
  const { code, lines } = await runTests({ a: passing, b: `${passing}\ntest('again', () => {})` })
  expect({ code, last: lines.at(-1) }).toEqual({ code: 0, last: '3 passed, 0 failed' })
})

test('failures and skipped tests are in the line, and the exit code is kept', async () => {
  const { code, lines } = await runTests({ a: `${passing}\ntest('wrong', () => expect(1).toBe(2))\ntest.skipIf(true)('elsewhere', () => {})` })
  expect({ code, last: lines.at(-1) }).toEqual({ code: 1, last: '1 passed, 1 failed, 1 skipped' })
})

test('a file that does not load is a failure', async () => {
  const { code, lines } = await runTests({ a: passing, b: "import './nowhere.ts'" })
  expect({ code, last: lines.at(-1) }).toEqual({ code: 1, last: '1 passed, 1 failed' })
})

test('an error outside every test is a failure', async () => {
  const { code, lines } = await runTests({ a: `${passing}\ntest('leaves one behind', () => { void Promise.reject(new Error('unheard')) })` })
  expect({ code, last: lines.at(-1) }).toEqual({ code: 1, last: '2 passed, 1 failed' })
})

test('an unknown word is wrong usage', async () => {
  const code = await new Promise((resolve) => execFile(process.execPath, [path.join(root, 'src/cli/bootstrap.mjs'), 'sing'], (error, _, stderr) => {
    expect(stderr).toContain('usage: node src/cli/bootstrap.mjs <start|test|check|cli|')
    resolve(error?.code)
  }))
  expect(code).toBe(2)
})
