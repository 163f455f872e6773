import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { tempFolder } from '../../support/house-lane-data.ts'
import { addUp, inventBaskets, writeLines } from '../../support/house-replay-file.ts'
import { lanewise } from '../../support/house-run-lanewise.ts'
import { testOffer } from '../../support/crm-shop.ts'
import { isRunning } from '../../support/kiosk-processes.ts'
import { withCrmDatabase } from '../../support/postgres.ts'

const databases = withCrmDatabase()
let temp: ReturnType<typeof tempFolder>
beforeEach(() => void (temp = tempFolder()))
afterEach(() => temp.remove())

const resultKeys = ['baskets', 'sales', 'lines', 'grossMinor', 'discountMinor', 'netMinor', 'pointsEarned', 'crmSales', 'crmNetMinor', 'lost', 'duplicated', 'scanMs', 'saleMs', 'seconds']

function writeFile(rows: readonly unknown[]): void {
  writeFileSync(path.join(temp.folder, 'baskets.jsonl'), writeLines(rows))
}

const replay = async (...args: string[]) => lanewise(['replay', 'baskets.jsonl', '--json', ...args], { folder: temp.folder, env: { DATABASE_URL: await databases.fresh() } })

test('every basket is sold once and is in the CRM once, to the cent of the file', async () => {
  const baskets = inventBaskets(24)
  writeFile(baskets)
  const { code, out, err } = await replay('--lanes', '2')
  expect({ code, err: err.filter((line) => line.includes('lane')) }).toMatchObject({ code: 0 })
  const result = JSON.parse(out.at(-1) ?? '')
  expect(Object.keys(result)).toEqual(resultKeys)
  const { grossMinor } = addUp(baskets)
  expect(result).toMatchObject({ ...addUp(baskets), sales: 24, discountMinor: 0, netMinor: grossMinor, crmSales: 24, crmNetMinor: grossMinor, lost: 0, duplicated: 0 })
  expect(result.pointsEarned).toBeGreaterThan(0)
  expect(result.scanMs.p50).toBeGreaterThan(0)
  expect(result.saleMs.p99).toBeGreaterThanOrEqual(result.saleMs.p50)
})

test('offers of a file are in force, and a run that is repeated in its folder sells nothing twice', async () => {
  const baskets = inventBaskets(10)
  writeFile(baskets)
  writeFileSync(path.join(temp.folder, 'offers.json'), JSON.stringify([testOffer('tenth', { window: { fromDay: '2016-01-01', untilDay: '2016-12-31' }, condition: { kind: 'basket', spendMinor: 1 }, reward: { kind: 'basket-percent-off', basisPoints: 1000 } })]))
  const env = { DATABASE_URL: await databases.fresh() }
  const args = ['replay', 'baskets.jsonl', '--json', '--offers', 'offers.json', '--data', path.join(temp.folder, 'run')]
  const first = await lanewise(args, { folder: temp.folder, env })
  expect(first.code).toBe(0)
  const result = JSON.parse(first.out.at(-1) ?? '')
  expect(result.discountMinor).toBeGreaterThan(0)
  expect(result.netMinor + result.discountMinor).toBe(addUp(baskets).grossMinor)
  const again = await lanewise(args, { folder: temp.folder, env })
  const { scanMs, saleMs, seconds, ...books } = JSON.parse(again.out.at(-1) ?? '')
  expect(again.code).toBe(0)
  expect({ ...result, scanMs, saleMs, seconds }).toEqual({ ...books, scanMs: { p50: 0, p99: 0 }, saleMs: { p50: 0, p99: 0 }, seconds })
  const other = await lanewise([...args, '--seed', '2'], { folder: temp.folder, env })
  expect(other).toMatchObject({ code: 1, err: expect.arrayContaining([expect.stringContaining('holds a replay of another file, seed or number of lanes')]) })
})

test('a malformed line is named by its number and the rest goes on', async () => {
  const [first, second, third, ...rest] = inventBaskets(8)
  const sameDay = { ...third, basket: 'dearer', lines: [{ ...third?.lines[0], price: 99 }] }
  writeFile([first, '{"ts": "2016-03-01 10:00:00", "bas', second, first, { ...third, lines: [] }, { ...third, lines: [{ p: 'x', gtin: '9521234000011', qty: 1, price: 1 }] }, { ...third, lines: [{ ...third?.lines[0], price: 1.999 }] }, third, sameDay, ...rest])
  const { code, out, err } = await replay()
  expect(code).toBe(1)
  expect(err.filter((line) => line.startsWith('line '))).toEqual([
    'line 2: not JSON; left out',
    'line 4: basket: B0 is on line 1 already; left out',
    'line 5: lines: no lines; left out',
    'line 6: lines[0].gtin: 9521234000011 is no item number (check-digit); left out',
    'line 7: lines[0].price: no price in USD; left out',
    expect.stringMatching(/^line 9: lines\[0\]\.price: \d+ was sold at another price on 2016-03-01 or a later day; left out$/),
  ])
  expect(err).toContain('6 malformed lines were left out')
  expect(JSON.parse(out.at(-1) ?? '')).toMatchObject({ ...addUp(inventBaskets(8)), sales: 8, crmSales: 8, lost: 0, duplicated: 0 })
})

test('lanes killed by SIGKILL and a CRM stopped in the middle change no total', async () => {
  const baskets = inventBaskets(90)
  writeFile(baskets)
  const run = path.join(temp.folder, 'run')
  const env = { DATABASE_URL: await databases.fresh() }
  const running = lanewise(['replay', 'baskets.jsonl', '--json', '--lanes', '2', '--data', run], { folder: temp.folder, env })
  let ended = false
  void running.then(() => (ended = true))
  const killAfter = async (lane: number, records: number, victim: string, signal: NodeJS.Signals): Promise<void> => {
    const pid = (): number => Number(readFileSync(path.join(run, victim), 'utf8'))
    // One that has just ended may not have been started again yet.
    while (!ended && (recordsOf(path.join(run, `lane-${lane}`)) < records || !isRunning(pid()))) await wait(5)
    process.kill(pid(), signal)
  }
  await killAfter(1, 37, 'lane-1/lane.pid', 'SIGKILL')
  await killAfter(2, 90, 'crm/crm.pid', 'SIGTERM')
  await killAfter(2, 130, 'lane-2/lane.pid', 'SIGKILL')
  await killAfter(1, 150, 'crm/crm.pid', 'SIGKILL')
  await killAfter(1, 180, 'lane-1/lane.pid', 'SIGKILL')
  expect(ended).toBe(false)
  const { code, out, err } = await running
  const { grossMinor } = addUp(baskets)
  expect(err.filter((line) => line.includes('was ended by SIGKILL'))).toHaveLength(4)
  expect({ code, ...JSON.parse(out.at(-1) ?? '') }).toMatchObject({ code: 0, ...addUp(baskets), sales: 90, netMinor: grossMinor, crmSales: 90, crmNetMinor: grossMinor, lost: 0, duplicated: 0 })
  for (const lane of ['lane-1', 'lane-2']) expect((await lanewise(['journal', 'verify', '--data', path.join(run, lane)])).code).toBe(0)
  for (const lane of ['lane-1', 'lane-2']) expect((await lanewise(['sync', 'status', '--data', path.join(run, lane)])).code).toBe(0)
}, 120_000)

/** Records in the journal of a lane that is running, or may not have begun. */
function recordsOf(dataDir: string): number {
  if (!existsSync(path.join(dataDir, 'replica-filled'))) return 0
  const store = openLaneStore({ dataDir, mode: 'read' })
  try {
    return store.journal.lastNumber()
  } finally {
    store.close()
  }
}

test.each([
  [['nowhere.jsonl'], 'cannot read nowhere.jsonl: there is no such file'],
  [['empty.jsonl'], 'empty.jsonl holds no basket that can be read'],
  [['baskets.jsonl', '--lanes', '0'], '--lanes takes a whole number from 1 to 64, not "0"'],
  [['baskets.jsonl', '--seed', 'x'], '--seed takes a whole number'],
  [['baskets.jsonl', '--offers', 'empty.jsonl'], 'empty.jsonl: not JSON'],
  [['baskets.jsonl', '--crm', 'http://127.0.0.1:9'], '--token'],
  [['baskets.jsonl', '--crm', 'http://127.0.0.1:9', '--token', 'a', '--admin-token', 'b'], 'DATABASE_URL'],
  [[], 'an argument is missing'],
])('%j is wrong usage: %s', async (args, says) => {
  writeFile(inventBaskets(1))
  writeFileSync(path.join(temp.folder, 'empty.jsonl'), '')
  const env = args.includes('--crm') ? {} : { DATABASE_URL: await databases.fresh() }
  const { code, err } = await lanewise(['replay', ...args], { folder: temp.folder, env })
  expect(code).toBe(2)
  expect(err.join('\n')).toContain(says)
})
