import { readFrame } from '../../../renderer/connect/read-frame.ts'
import { readCall } from '../../../src/contract/read-call.ts'
import { readLaneConfig } from '../../../src/contract/read-lane-config.ts'
import { uploadRequest } from '../../../src/contract/sync.ts'
import type { FuzzTarget } from '../fuzz-target.ts'

const id = '3f1b7c1e-6a0b-4c1d-9a53-0f6b8a1c2d3e'
const calls = [{ type: 'call', id, body: { name: 'scan', text: '9521234567899' } }, { type: 'call', id, body: { name: 'takeCash', givenMinor: 2000 } }]
const answers = [{ type: 'answer', id, outcome: { kind: 'ok' } }, { type: 'answer', id, outcome: { kind: 'refused', refusal: { refused: 'age-pending' } } }]
const uploads = [{ storeId: 's1', laneNumber: 1, records: [{ number: 1, at: '2026-10-15T08:00:00.000Z', body: '{}', previousHash: '0'.repeat(64), hash: '1'.repeat(64) }] }]
const lanes = [{ storeId: 's1', laneNumber: 1, dataDir: '/d', crm: { url: 'http://127.0.0.1:1', token: 'x'.repeat(16) }, cashier: { cashierId: 'c', name: 'Kim' }, devices: [{ role: 'printer', name: 'p', wire: { kind: 'tcp', host: 'h', port: 9100 } }] }]

function jsonTarget(name: string, documents: readonly object[], read: (raw: unknown) => void): FuzzTarget {
  return {
    name,
    isWhole: true,
    samples: documents.map((document) => Buffer.from(JSON.stringify(document))),
    open: () => ({ take: (bytes) => readJson(bytes.toString('utf8'), read), end: () => undefined }),
  }
}

function readJson(text: string, read: (raw: unknown) => void): void {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    // The door answers before any reader of ours sees it.
    return
  }
  read(raw)
}

export const frameTargets: readonly FuzzTarget[] = [
  jsonTarget('frame from a screen', calls, readCall),
  jsonTarget('frame from a lane', answers, readFrame),
  jsonTarget('upload of a journal', uploads, (raw) => void uploadRequest.safeParse(raw)),
  { name: "lane's configuration", isWhole: true, samples: lanes.map((lane) => Buffer.from(JSON.stringify(lane))), open: () => ({ take: (bytes) => void readLaneConfig(bytes.toString('utf8')), end: () => undefined }) },
]
