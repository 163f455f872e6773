import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loavesSold, tempFolder, writeJournal } from '../support/house-lane-data.ts'
import { lanewise } from '../support/house-run-lanewise.ts'

let temp: ReturnType<typeof tempFolder>
let dataDir: string
let config: string
beforeEach(() => {
  temp = tempFolder()
  dataDir = path.join(temp.folder, 'lane')
  config = path.join(temp.folder, 'lane.json')
  writeJournal(dataDir, loavesSold(1)).close()
})
afterEach(() => temp.remove())

const configure = (keyFile?: string): void => writeFileSync(config, JSON.stringify({ storeId: 's1', laneNumber: 3, dataDir, keyFile, crm: { url: 'http://127.0.0.1:1', token: 'no-token-is-needed-here' }, cashier: { cashierId: 'maria', name: 'Maria S.' } }))

test('encrypts a lane, and its commands take the key from the configuration', async () => {
  configure()
  const keyFile = path.join(temp.folder, 'lane.key')
  const { code, out } = await lanewise(['journal', 'rekey', '--config', config, '--to', keyFile])
  expect([code, out.join()]).toEqual([0, expect.stringContaining(`"keyFile": ${JSON.stringify(keyFile)}`)])
  const without = await lanewise(['journal', 'verify', '--config', config])
  expect([without.code, without.err.join()]).toEqual([1, expect.stringContaining('are encrypted. Name the file')])
  configure(keyFile)
  expect((await lanewise(['journal', 'verify', '--config', config])).code).toBe(0)
  const exported = await lanewise(['journal', 'export', '--config', config])
  expect(exported.out).toHaveLength(3)
  const status = await lanewise(['sync', 'status', '--config', config])
  expect(status.out[0]).toBe('store s1, lane 3, journal journal-1')
  expect([...out, ...without.err, ...exported.out].join('\n')).not.toContain(readFileSync(keyFile, 'utf8').trim())
})

test('decrypts it again, says so in JSON, and wants to be told which of both', async () => {
  configure()
  const keyFile = path.join(temp.folder, 'lane.key')
  expect((await lanewise(['journal', 'rekey', '--config', config, '--to', keyFile])).code).toBe(0)
  configure(keyFile)
  const { out } = await lanewise(['journal', 'rekey', '--config', config, '--plain', '--json'])
  expect(JSON.parse(out[0] ?? '')).toEqual({ journalId: 'journal-1', storeId: 's1', laneNumber: 3, keyFile: null, leftAsTheyAre: [] })
  expect((await lanewise(['journal', 'verify', '--data', dataDir])).code).toBe(0)
  expect((await lanewise(['journal', 'rekey', '--config', config])).code).toBe(2)
  expect((await lanewise(['journal', 'rekey', '--config', config, '--plain', '--to', keyFile])).code).toBe(2)
})

test('makes no key beside what it is to protect', async () => {
  configure()
  const { code, err } = await lanewise(['journal', 'rekey', '--config', config, '--to', path.join(dataDir, 'lane.key')])
  expect([code, err.join()]).toEqual([1, expect.stringContaining('is within')])
  expect(existsSync(path.join(dataDir, 'lane.key'))).toBe(false)
})
