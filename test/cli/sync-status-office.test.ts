import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { serveCrm } from '../../src/crm/http/serve-crm.ts'
import { openTestCrm } from '../support/crm.ts'
import { loavesSold, tempFolder, writeJournal } from '../support/house-lane-data.ts'
import { lanewise } from '../support/house-run-lanewise.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()

test('a lane named by its configuration also tells what head office made of its sales, or that it does not answer', async () => {
  const temp = tempFolder()
  onTestFinished(() => temp.remove())
  const crm = await openTestCrm(await databases.fresh())
  const [laneToken, adminToken] = ['lane-token-of-the-tests', 'admin-token-of-the-tests']
  const served = await serveCrm({ crm, host: '127.0.0.1', port: 0, laneToken, adminToken })
  const store = writeJournal(temp.folder, loavesSold(2))
  await crm.ingest('journal-1', { storeId: 's1', laneNumber: 3, records: store.journal.recordsAfter(0, 100) })
  store.upload.setAccepted(6, '2026-03-02T10:05:00.000Z')
  store.close()
  await crm.settle()
  const config = path.join(temp.folder, 'lane.json')
  writeFileSync(config, JSON.stringify({ storeId: 's1', laneNumber: 3, dataDir: temp.folder, crm: { url: served.url, token: laneToken }, cashier: { cashierId: 'c1', name: 'Ana' } }))
  const status = async (...args: string[]) => lanewise(['sync', 'status', '--config', config, ...args])
  expect((await status()).out).toContain('priced again by head office 0 sales: 0 agreed, 0 different; 2 could not be checked, 0 waiting')
  expect(JSON.parse((await status('--json')).out[0] ?? '')).toMatchObject({ waitingFacts: 0, pricedAgain: { checked: 0, notCheckable: 2, reasons: { 'older-lane': 2 } } })
  expect((await status()).out).toContainEqual(expect.stringMatching(/^head office answers, epoch [^ ]+; this clock is right$/))
  await served.close()
  const away = await status()
  expect(away).toMatchObject({ code: 0, out: expect.arrayContaining(['head office does not answer now; what it made of the sales is not known']) })
})
