import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findRuntime } from '../../../src/cli/bootstrap/find-runtime.mjs'
import { installPackages, packagesUpToDate } from '../../../src/cli/bootstrap/install-packages.mjs'
import { tempFolder } from '../../support/house-lane-data.ts'

let temp: ReturnType<typeof tempFolder>
beforeEach(() => void (temp = tempFolder()))
afterEach(() => temp.remove())

const at = (...parts: string[]): string => path.join(temp.folder, ...parts)

function lock(file: string, packages: object): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify({ packages }))
}

function script(file: string, text: string): string {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${text}\n`)
  chmodSync(file, 0o755)
  return file
}

const wanted = { '': { name: 'lanewise' }, 'node_modules/zod': { version: '4.0.0' }, 'node_modules/for-windows': { version: '1.0.0', optional: true } }

test.each([
  ['exactly what the lock file names, but for what is built for other systems', { 'node_modules/zod': { version: '4.0.0' } }, true],
  ['another version', { 'node_modules/zod': { version: '3.9.0' } }, false],
  ['a package too few', {}, false],
])('node_modules with %s', (_, there, upToDate) => {
  lock(at('package-lock.json'), wanted)
  lock(at('node_modules', '.package-lock.json'), there)
  expect(packagesUpToDate(temp.folder)).toBe(upToDate)
})

test('an installation that was broken off counts as none', () => {
  lock(at('package-lock.json'), wanted)
  mkdirSync(at('node_modules', 'zod'), { recursive: true })
  expect(packagesUpToDate(temp.folder)).toBe(false)
})

test('what is missing is installed with npm ci, and told; what is there is left alone', async () => {
  lock(at('package-lock.json'), wanted)
  const npm = script(at('bin', 'npm'), `echo "$@" > "${at('called')}"; mkdir -p node_modules; cp package-lock.json node_modules/.package-lock.json`)
  const told: string[] = []
  expect(await installPackages({ root: temp.folder, npm, tell: (line) => void told.push(line) })).toEqual({})
  expect(told).toEqual([expect.stringContaining('Installing packages'), expect.stringContaining('Packages installed')])
  expect(existsSync(at('called'))).toBe(true)
  expect(await installPackages({ root: temp.folder, npm: '/nowhere/npm', tell: (line) => void told.push(line) })).toEqual({})
  expect(told).toHaveLength(2)
})

test.each([
  ['echo "npm error code EAI_AGAIN" >&2; exit 1', 'Cannot reach the package registry'],
  ['echo "npm error EACCES: permission denied" >&2; exit 243', 'Cannot write node_modules here'],
  ['echo "npm error ENOSPC" >&2; exit 228', 'The disk is full'],
  ['echo "npm error something else" >&2; exit 1', 'npm error something else'],
])('when npm says %s, the trouble is put in words', async (says, words) => {
  lock(at('package-lock.json'), wanted)
  const { trouble } = await installPackages({ root: temp.folder, npm: script(at('npm'), says), tell: () => undefined })
  expect(trouble).toContain(words)
})

test('a machine without npm is told to install it', async () => {
  lock(at('package-lock.json'), wanted)
  expect((await installPackages({ root: temp.folder, npm: at('no-npm'), tell: () => undefined })).trouble).toContain('npm is not on the PATH')
})

test('a Node that is new enough runs the program itself', () => {
  expect(findRuntime(temp.folder, '10')).toEqual({ path: process.execPath })
})

test('on an older Node the one from npm runs it', () => {
  const node = script(at('node_modules', '.bin', 'node'), 'echo 10')
  expect(findRuntime(temp.folder, '9')).toEqual({ path: node })
})

test.each([['is missing', undefined], ['is as old', 'echo 9'], ['does not run', 'exit 1']])('on an older Node, when the one from npm %s, one line says what to do', (_, says) => {
  if (says !== undefined) script(at('node_modules', '.bin', 'node'), says)
  expect(findRuntime(temp.folder, '9')).toEqual({ path: undefined, trouble: expect.stringMatching(/^Lanewise needs Node 24 and this is v\d+\.\d+\.\d+: run "npm install"[^\n]*$/) })
})
