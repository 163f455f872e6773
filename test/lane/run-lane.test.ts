import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { laneConfig } from '../../src/contract/config.ts'
import { signatureHeaders } from '../../src/contract/signing.ts'
import { runLane } from '../../src/lane/run-lane.ts'
import { playDevices, testSettings } from '../support/lane.ts'
import { playFeed, type PlayedFeed } from '../support/played-feed.ts'

it('a new lane is ready when its first feed is in, and at once when it starts again', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lanewise-run-lane-'))
  const feed = playFeed()
  feed.publish('settings', [{ key: 'store', body: testSettings }])
  const held: (() => void)[] = []
  let isHeld = true
  const yesterday = new Date(Date.now() - 86_400_000).toUTCString()
  const office = createServer((request, response) => {
    const answer = (): void => void answerTo(feed, request).then(({ text, headers }) => response.writeHead(200, { 'content-type': 'application/json', date: yesterday, ...headers }).end(text))
    if (isHeld) held.push(answer)
    else answer()
  }).listen(0, '127.0.0.1')
  const asked = once(office, 'request')
  await once(office, 'listening')
  const config = laneConfig.parse({ storeId: 'demo', laneNumber: 1, dataDir, crm: { url: `http://127.0.0.1:${(office.address() as AddressInfo).port}`, token: 'x'.repeat(16) }, cashier: { cashierId: 'c1', name: 'Kim' } })

  const first = runLane({ config, devices: playDevices() })
  expect(await Promise.race([first.ready.then(() => 'ready'), asked.then(() => 'asked')])).toBe('asked')
  expect(first.lane.view().lane.storeName).toBe('demo')
  isHeld = false
  for (const answer of held) answer()
  await first.ready
  expect(first.lane.view().lane.storeName).toBe(testSettings.storeName)
  expect(first.lane.view().sync.driftSeconds).toBeGreaterThan(86_000)
  await first.close()

  isHeld = true
  const again = runLane({ config, devices: playDevices() })
  await again.ready
  await again.close()
  office.closeAllConnections()
  office.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Head office with a signed feed, and nothing to say about journals. */
async function answerTo(feed: PlayedFeed, request: IncomingMessage): Promise<{ readonly text: string; readonly headers?: Record<string, string> }> {
  const asked = JSON.parse((await text(request)) || 'null') as never
  const url = request.url ?? ''
  const question = /\/signed-feed\/(news|page|manifest)$/.exec(url)?.[1] as 'news' | 'page' | 'manifest' | undefined
  if (question) {
    const { text: body, key, signature } = await feed[question](asked)
    return { text: body, headers: { [signatureHeaders.key]: key, [signatureHeaders.signature]: signature } }
  }
  const hash = /\/signed-feed\/chunks\/(\w+)$/.exec(url)?.[1]
  if (hash !== undefined) return { text: (await feed.chunk(hash)) ?? '' }
  if (url.endsWith('/records')) return { text: JSON.stringify({ result: 'accepted', acceptedThrough: 1 }) }
  return { text: JSON.stringify({ journalId: url.split('?')[0]?.split('/').at(-1), acceptedThrough: 0, forked: false }) }
}
