import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lanewise } from '../support/house-run-lanewise.ts'

const shared = fileURLToPath(new URL('../../../shared/data', import.meta.url))
const there = existsSync(path.join(shared, 'vectors'))
if (!there) console.log('public scan vectors are not on this machine (../shared/data/vectors): checking them is skipped')

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lanewise-vectors-'))
  await mkdir(path.join(folder, 'vectors'))
  await mkdir(path.join(folder, 'barcodes'))
})
afterEach(() => rm(folder, { recursive: true }))

test.skipIf(!there)('all public vectors and real barcodes come out right', async () => {
  const { code, out } = await lanewise(['scan', 'vectors', shared])
  console.log(out.join('\n'))
  expect(out.filter((line) => line.includes('wrong:'))).toEqual([])
  expect(code).toBe(0)
}, 120_000)

const scanData = 'test,symbology_or_arg1,s1,s2,s3,s4\n'
const linters = 'linter,expect,input,error,marked_input\n'

test('vectors that come out right are counted, and the rest is left out with its reason', async () => {
  await writeFile(path.join(folder, 'vectors/gs1_scandata_vectors.csv'), `${scanData}test_testProcessScanData,true,]C1010952123454321310AB,\\x1D,99X\ntest_testProcessScanData,false,]E09521234543214,,,\ntest_testGenerateScanData,QR,HELLO,]Q1HELLO,,\n`)
  await writeFile(path.join(folder, 'vectors/gs1_linter_vectors.csv'), `${linters}gs1_lint_yymmdd,PASS,280229,,\ngs1_lint_yymmdd,FAIL,270229,GS1_LINTER_ILLEGAL_DAY,\ngs1_lint_cset82,FAIL,"A,B ",,\ngs1_lint_cset82,PASS,"A,\\""",,\ngs1_lint_yyyymmd0,PASS,20280200,,\n`)
  await writeFile(path.join(folder, 'vectors/gs1-syntax-dictionary.txt'), '# a comment\n10          ?  X..20    req=01,02,03,8006,8026    # BATCH/LOT\n')
  await writeFile(path.join(folder, 'barcodes/hr_supermarket_products.csv.gz'), gzipSync('gtin,check_ok,kind\n9521234543213,1,GTIN-13\n96385074,1,GTIN-8\n9521234543214,0,x\n'))
  const { out, code } = await lanewise(['scan', 'vectors', folder])
  const told = out.map((line) => line.replace(/ +/g, ' ').trim())
  expect(told).toEqual(expect.arrayContaining([
    'scan data: items read, the rest refused 2 of 2',
    'left out 1: plain text in a two-dimensional code: nothing a lane should read, and it must sell nothing',
    'rule yymmdd 2 of 2',
    'rule cset82 2 of 2',
    'rule yyyymmd0 0 of 0',
    'left out 1: no application identifier has this rule',
    'hr_supermarket_products.csv.gz: good codes, symbology named 4 of 4',
    'hr_supermarket_products.csv.gz: good codes, symbology not named 2 of 2',
    'hr_supermarket_products.csv.gz: bad codes refused 1 of 1',
  ]))
  // The identifiers that this dictionary of one does not have are ours alone.
  expect(told).toContain('GS1 dictionary: identifiers with the same rules 1 of 541')
  expect(code).toBe(1)
})

test.each([
  ['a scan vector that names another item', 'vectors/gs1_scandata_vectors.csv', `${scanData}test_testProcessScanData,false,]E09521234543213,,,\n`, ']E09521234543213 was taken'],
  ['a rule that is not as ours', 'vectors/gs1_linter_vectors.csv', `${linters}gs1_lint_yymmdd,PASS,270229,,\n`, '"270229" fails: no such day'],
  ['an identifier with another length', 'vectors/gs1-syntax-dictionary.txt', '10 ? X..21 req=01,02,03,8006,8026 # BATCH/LOT\n', 'AI 10 is ? X..20 req=01,02,03,8006,8026, not ? X..21 req=01,02,03,8006,8026'],
  ['a barcode called right that is wrong', 'barcodes/open_prices_spreads.csv', 'gtin,name\n9521234543214,x\n', ']E09521234543214: {"unreadable":"check-digit","shown":"9521234543214"}'],
])('%s is shown, and the exit code says so', async (_, file, text, wrong) => {
  await writeFile(path.join(folder, file), text)
  const { code, out } = await lanewise(['scan', 'vectors', folder])
  expect(code).toBe(1)
  expect(out).toContain(`    wrong: ${wrong}`)
})

test('a folder without vectors is trouble, and no folder is wrong usage', async () => {
  expect(await lanewise(['scan', 'vectors', folder])).toMatchObject({ code: 1, err: [expect.stringContaining('there are no vectors')] })
  expect(await lanewise(['scan', 'vectors'])).toMatchObject({ code: 2 })
})
