import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { LaneStore } from '../../src/lane/store/open-lane-store.ts'
import { openSecondCopy } from '../../src/lane/store/second-copy.ts'
import { loavesSold, writeJournal } from './house-lane-data.ts'
import { testSettings } from './lane.ts'

/** Head office as one question meets it: it answers about a journal, at a time of its own. */
export interface OneOffice {
  readonly url: string
  /** Exchanged by a test. */
  answer: (response: ServerResponse) => void
  close(): void
}

export async function openOneOffice(): Promise<OneOffice> {
  const server = createServer((request, response) => {
    if (request.headers.authorization !== 'Bearer token-of-the-test') response.writeHead(401).end('{}')
    else office.answer(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const office: OneOffice = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (response) => void response.end(JSON.stringify({ journalId: 'journal-1', acceptedThrough: 6, forked: false, epoch: 'e1' })),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
  return office
}

/**
 * Lane 3 of store s1 in `folder`, with nothing wrong: two sales that head office has, a copy, a replica, a reserve.
 * @returns its database, still open
 */
export async function writeSoundLane(folder: string): Promise<LaneStore> {
  const store = writeJournal(folder, loavesSold(2))
  await openSecondCopy({ folder: path.join(folder, 'copy'), journalId: 'journal-1' }, store.journal).catchUp()
  store.replica.storePage({ topic: 'settings', changes: [{ change: 1, key: 'store', body: testSettings }], next: 1, complete: true }, 'mark')
  store.upload.setAccepted(6, new Date().toISOString())
  store.feedKey.pin('k'.repeat(43))
  writeFileSync(path.join(folder, 'lane.reserve'), '')
  truncateSync(path.join(folder, 'lane.reserve'), 64 * 1024 * 1024)
  return store
}

/** @returns the file with the lane's configuration, of which a test may exchange keys */
export function writeLaneConfig(folder: string, office: OneOffice, keys: object = {}): string {
  const file = path.join(folder, 'configuration', 'lane.json')
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify({ storeId: 's1', laneNumber: 3, dataDir: folder, crm: { url: office.url, token: 'token-of-the-test', feedKey: 'k'.repeat(43) }, cashier: { cashierId: 'c1', name: 'Ana' }, ...keys }))
  return file
}
