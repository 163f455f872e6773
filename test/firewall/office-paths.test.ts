import { createServer } from 'node:http'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { serveCrm } from '../../src/crm/http/serve-crm.ts'
import { testMember, testSettings } from '../support/crm-shop.ts'
import { openTestCrm, testNow } from '../support/crm.ts'
import { temporaryFolder, type TemporaryFolder } from '../support/drivers.ts'
import { findTraces, looseForms, paymentCards, tracesOf, wholeForms } from '../support/firewall.ts'
import { lanewise } from '../support/house-run-lanewise.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()
const traces = tracesOf(paymentCards, [testSettings.memberSecret]).filter(({ form }) => form !== 'backwards')
let folder: TemporaryFolder
beforeAll(() => void (folder = temporaryFolder()))
afterAll(() => folder.remove())

it('lanewise scan parse says of a card number what it is, and repeats nothing of it', async () => {
  const { reversed: _, ...none } = looseForms('0')
  for (const number of paymentCards) {
    const whole = Object.values(wholeForms(number))
    const loose = Object.keys(none).map((form) => looseForms(number)[form] ?? '')
    for (const source of ['scanner', 'keyed', 'card-reader']) {
      const ran = await lanewise(['scan', 'parse', '--source', source, ...whole, ...loose])
      expect(findTraces([...ran.out, ...ran.err].join('\n'), traces)).toEqual([])
      expect(ran.out.slice(0, whole.length).map((line) => (JSON.parse(line) as Record<string, unknown>)['error'] ?? line)).toEqual(whole.map(() => 'payment-card'))
    }
  }
})

it('lanewise import takes no member whose card or phone is a payment card, sends nothing of her and says nothing of the number', async () => {
  let received = ''
  const office = createServer((request, response) => {
    request.on('data', (bytes) => (received += String(bytes)))
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"memberCount":1}'))
  })
  await new Promise<void>((listening) => office.listen(0, '127.0.0.1', listening))
  onTestFinished(() => new Promise<void>((closed) => office.close(() => closed())))
  const address = office.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const rows = paymentCards.flatMap((number) => [testMember(`card-${number.length}`, { cardNumber: number }), testMember(`phone-${number.length}`, { phone: number })])
  const file = join(folder.dir, 'members.json')
  writeFileSync(file, JSON.stringify([testMember('ana'), ...rows]))
  const ran = await lanewise(['import', 'members', file, '--crm', `http://127.0.0.1:${port}`, '--token', 'x'.repeat(20), '--json'])
  expect(JSON.parse(ran.out[0] ?? '')).toEqual({ topic: 'members', imported: 1, refused: rows.length })
  expect(ran.err).toHaveLength(rows.length)
  expect(findTraces([...ran.out, ...ran.err].join('\n'), traces)).toEqual([])
  expect(received).toContain('ana')
  expect(findTraces(received, traces)).toEqual([])
})

it('head office refuses such members over HTTP, in words without the number, and none is taken', async () => {
  const crm = await openTestCrm(await databases.fresh(), { today: () => testNow.slice(0, 10) })
  const served = await serveCrm({ crm, host: '127.0.0.1', port: 0, laneToken: 'lane-token-of-the-tests', adminToken: 'admin-token-of-the-tests' })
  onTestFinished(() => served.close())
  const headers = { authorization: 'Bearer admin-token-of-the-tests', 'content-type': 'application/json' }
  for (const number of paymentCards) {
    const response = await fetch(`${served.url}/v1/members`, { method: 'POST', headers, body: JSON.stringify({ members: [testMember('ana'), testMember('bo', { cardNumber: number })] }) })
    const answer = await response.text()
    expect(response.status).toBe(400)
    expect(answer).toContain('payment card')
    expect(findTraces(answer, traces)).toEqual([])
  }
  expect((await fetch(`${served.url}/v1/members/ana`, { headers })).status).toBe(404)
})
