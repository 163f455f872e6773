import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { laneConfig } from '../../src/contract/config.ts'
import { runLane } from '../../src/lane/run-lane.ts'
import { playDevices, testSettings } from '../support/lane.ts'

it('a new lane is ready when its first feed is in, and at once when it starts again', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lanewise-run-lane-'))
  const held: ServerResponse[] = []
  let isHeld = true
  const answer = (response: ServerResponse): void => void response.setHeader('content-type', 'application/json').end(answerTo(response.req.url ?? ''))
  const office = createServer((_, response) => (isHeld ? held.push(response) : answer(response))).listen(0, '127.0.0.1')
  const asked = once(office, 'request')
  await once(office, 'listening')
  const config = laneConfig.parse({ storeId: 'demo', laneNumber: 1, dataDir, crm: { url: `http://127.0.0.1:${(office.address() as AddressInfo).port}`, token: 'x'.repeat(16) }, cashier: { cashierId: 'c1', name: 'Kim' } })

  const first = runLane({ config, devices: playDevices() })
  expect(await Promise.race([first.ready.then(() => 'ready'), asked.then(() => 'asked')])).toBe('asked')
  expect(first.lane.view().lane.storeName).toBe('demo')
  isHeld = false
  held.forEach(answer)
  await first.ready
  expect(first.lane.view().lane.storeName).toBe(testSettings.storeName)
  await first.close()

  isHeld = true
  const again = runLane({ config, devices: playDevices() })
  await again.ready
  await again.close()
  office.closeAllConnections()
  office.close()
  rmSync(dataDir, { recursive: true, force: true })
})

function answerTo(url: string): string {
  const topic = /\/feed\/(\w+)\?after=0/.exec(url)?.[1]
  if (url.endsWith('/records')) return JSON.stringify({ result: 'accepted', acceptedThrough: 1 })
  if (topic === undefined) return JSON.stringify({ journalId: url.split('/').at(-1), acceptedThrough: 0, forked: false })
  const changes = topic === 'settings' ? [{ change: 1, key: 'store', body: testSettings }] : []
  return JSON.stringify({ topic, changes, next: changes.length, complete: true })
}
