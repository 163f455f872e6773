import { describe, expect, test } from 'vitest'
import type { OfficeAnswer } from '../../src/cli/ask-office.ts'
import { checkChain, checkDurable, checkFile, checkKey, checkOpening, checkVersion } from '../../src/cli/doctor/check-database.ts'
import { checkCopy, checkReserve, checkRoom, checkSetAside } from '../../src/cli/doctor/check-disk.ts'
import { checkAgreement, checkClock, checkFeedKey, checkOffice, checkReplica, checkWaiting } from '../../src/cli/doctor/check-office.ts'
import { checkConfig, checkDeviceList, checkHolder, checkNeighbours, checkProgram } from '../../src/cli/doctor/check-setup.ts'
import type { Found } from '../../src/cli/doctor/finding.ts'
import { growthPerDay } from '../../src/cli/doctor/growth-per-day.ts'
import { laneConfig } from '../../src/contract/config.ts'
import { chainHash, chainStart } from '../../src/contract/chain.ts'
import { feedTopics } from '../../src/contract/feed.ts'
import type { JournalRecord } from '../../src/contract/sync.ts'

const at = '2026-11-22T12:00:00.000Z'
const whole = { pages: 'whole', quickCheck: 'ok', version: 120, newestVersion: 120, journalMode: 'wal', sqliteVersion: '3.53.4' } as const
const copy = { folder: '/copy', endsAt: 500, lastNumber: 500, isOnSameDisk: false, isRunning: true }
const gb = 1024 ** 3
const mb = 1024 ** 2
const feed = Object.fromEntries(feedTopics.map((topic) => [topic, { change: 7, mark: 'm' }])) as Parameters<typeof checkReplica>[0]['feed']
const replica = { hasSettings: true, feed, unknownOffers: [] }
const config = laneConfig.parse({ storeId: 's1', laneNumber: 3, dataDir: 'd', crm: { url: 'http://office', token: 'x'.repeat(16) }, cashier: { cashierId: 'c1', name: 'Ana' } })
const answered = (status: object = {}, driftSeconds: number | null = 0): OfficeAnswer => ({ kind: 'answered', status: { journalId: 'j', acceptedThrough: 500, forked: false, ...status }, driftSeconds })
const fault = { index: 0, key: 'wire.path', level: 'fault', problem: 'there is no /dev/ttyS9' } as const
const versions = { node: '24.1.0', napi: '10', sqlite: '3.51.3' }

function chain(count: number): JournalRecord[] {
  const records: JournalRecord[] = []
  for (let number = 1; number <= count; number += 1) {
    const record = { number, at, body: `{"n":${number}}`, previousHash: records.at(-1)?.hash ?? chainStart }
    records.push({ ...record, hash: chainHash(record) })
  }
  return records
}
const [first, second, third] = chain(3) as [JournalRecord, JournalRecord, JournalRecord]

const table: readonly (readonly [name: string, found: Found, level: Found['level'], words: RegExp])[] = [
  ['a database that is as it was written', checkFile(whole), 'ok', /every page/],
  ['no database', checkFile(undefined), 'broken', /no lane\.db.*second copy and start/],
  ['a damaged page', checkFile({ ...whole, pages: { trouble: 'page 3 is not as it was written' } }), 'broken', /page 3.*Start the lane/],
  ['trees that contradict each other', checkFile({ ...whole, quickCheck: 'row 5 missing from index' }), 'broken', /row 5 missing/],
  ['a database without checksums', checkFile({ ...whole, pages: 'unknown' }), 'look', /no checksums/],
  ['its key is missing', checkKey('Name the file', true), 'broken', /without its key.*Name the file/],
  ['its key fits', checkKey(undefined, true), 'ok', /encrypted, and the key fits/],
  ['no key is needed', checkKey(undefined, false), 'ok', /not encrypted/],
  ['the version this program writes', checkVersion(whole), 'ok', /version 120/],
  ['an older version', checkVersion({ version: 50, newestVersion: 120 }), 'look', /50.*Start the lane once/],
  ['a newer version', checkVersion({ version: 130, newestVersion: 120 }), 'broken', /130.*Install the newer/],
  ['a log by commits', checkDurable(whole), 'ok', /synchronous=FULL/],
  ['a log somebody has switched off', checkDurable({ journalMode: 'delete' }), 'broken', /mode delete/],
  ['it opens', checkOpening(undefined, whole), 'ok', /opens/],
  ['it does not open', checkOpening('Call support.', whole), 'broken', /Call support/],
  ['it only waits to be brought up to date', checkOpening('Start the lane once.', { ...whole, version: 50 }), 'look', /Start the lane once/],
  ['a whole chain', checkChain([first, second, third], 3), 'ok', /3 records.*journal verify/],
  ['an empty journal', checkChain([], 0), 'ok', /0 records/],
  ['a changed record', checkChain([first, { ...second, body: '{}' }, third], 3), 'broken', /record 2/],
  ['a missing record', checkChain([first, third], 3), 'broken', /record 3.*journal verify/],

  ['a copy on another disk', checkCopy(copy), 'ok', /another disk/],
  ['a copy on the same disk', checkCopy({ ...copy, isOnSameDisk: true }), 'look', /copyDir/],
  ['no copy', checkCopy({ ...copy, endsAt: null }), 'broken', /none in \/copy.*Start the lane/],
  ['a copy of nothing', checkCopy({ ...copy, endsAt: null, lastNumber: 0 }), 'ok', /nothing to copy/],
  ['a copy left behind by a running lane', checkCopy({ ...copy, endsAt: 300 }), 'look', /200 records behind.*may write there/],
  ['a copy left behind by a stopped lane', checkCopy({ ...copy, endsAt: 300, isRunning: false }), 'look', /catches up/],
  ['a copy of the second before', checkCopy({ ...copy, endsAt: 490 }), 'ok', /10 records behind/],
  ['a copy beyond the database', checkCopy({ ...copy, endsAt: 510 }), 'broken', /10 records beyond.*Start the lane/],
  ['room for years', checkRoom({ freeBytes: 100 * gb, bytesPerDay: 20 * mb }), 'ok', /102,400 MB free, 40 MB a day with the copy: enough for 2560 days/],
  ['room nobody can measure yet', checkRoom({ freeBytes: 100 * gb, bytesPerDay: undefined }), 'ok', /^102,400 MB free$/],
  ['room for weeks', checkRoom({ freeBytes: gb, bytesPerDay: 20 * mb }), 'look', /25 days.*Free some space/],
  ['little room', checkRoom({ freeBytes: 255 * mb, bytesPerDay: 1 }), 'look', /255 MB/],
  ['no room', checkRoom({ freeBytes: 31 * mb, bytesPerDay: undefined }), 'broken', /now/],
  ['the reserve', checkReserve(64 * mb), 'ok', /64 MB/],
  ['a reserve that was let go', checkReserve(4 * mb), 'look', /4 MB of 64 MB/],
  ['nothing set aside', checkSetAside([]), 'ok', /no repair/],
  ['files from a repair', checkSetAside(['/d/lane.db.damaged-x']), 'look', /lane\.db\.damaged-x.*Once head office has everything/],

  ['fresh data of head office', checkReplica(replica, 60), 'ok', /change 7.*60 s ago/],
  ['data of last week', checkReplica(replica, 7 * 86_400), 'look', /7 days ago.*prices/],
  ['data of unknown age', checkReplica(replica, null), 'look', /unknown age/],
  ['no data', checkReplica({ ...replica, hasSettings: false }, 60), 'broken', /nothing to sell from/],
  ['offers from the future', checkReplica({ ...replica, unknownOffers: [{ offerId: 'o', name: 'Wheel' }] }, 60), 'look', /Update the program/],
  ['a key as configured', checkFeedKey('k', 'k'), 'ok', /configuration/],
  ['a key that was only seen', checkFeedKey('k', undefined), 'look', /first seen: k.*crm\.feedKey/],
  ['no key at all', checkFeedKey(null, undefined), 'look', /first one seen/],
  ['another key than configured', checkFeedKey('k', 'other'), 'look', /other.*signed with k/],
  ['nothing waits', checkWaiting({ waitingFacts: 0, waitingSales: 0, waitingSince: null }, at), 'ok', /nothing/],
  ['sales of a minute ago wait', checkWaiting({ waitingFacts: 9, waitingSales: 3, waitingSince: '2026-11-22T11:58:00.000Z' }, at), 'ok', /9 records of 3 sales/],
  ['sales wait since yesterday', checkWaiting({ waitingFacts: 9, waitingSales: 3, waitingSince: '2026-11-21T11:00:00.000Z' }, at), 'look', /for 25 hours.*go up by themselves/],
  ['head office answers', checkOffice(answered({ epoch: 'e1' }), null), 'ok', /epoch e1/],
  ['head office is away', checkOffice({ kind: 'silent' }, 176_400), 'look', /2 days old.*sells on/],
  ['head office refuses', checkOffice({ kind: 'refused', problem: 'Put the right token in.' }, null), 'broken', /right token.*sales wait/],
  ['nobody knows where head office is', checkOffice(undefined, null), 'look', /never answered.*--config/],
  ['head office is away, and the database shut', checkOffice({ kind: 'silent' }, undefined), 'look', /in the database/],
  ['the same journal', checkAgreement(answered({ acceptedHash: 'h' }), 'h', 500), 'ok', /through record 500/],
  ['a record the lane keeps no more', checkAgreement(answered({ acceptedHash: 'h' }), undefined, 500), 'ok', /through record 500/],
  ['a forked journal', checkAgreement(answered({ acceptedHash: 'h' }), 'other', 500), 'broken', /forked.*call support/],
  ['a fork head office has seen', checkAgreement(answered({ forked: true }), 'h', 500), 'broken', /forked/],
  ['an older disk', checkAgreement(answered(), undefined, 400), 'broken', /ends at 400.*takes back/],
  ['no answer to compare with', checkAgreement({ kind: 'silent' }, 'h', 500), 'look', /not compared/],
  ['a clock that is right', checkClock(-1), 'ok', /right/],
  ['a clock within a minute', checkClock(60), 'ok', /60 s ahead/],
  ['a clock five minutes slow', checkClock(-300), 'look', /5 minutes behind.*Set the clock/],
  ['a clock of another day', checkClock(90_000), 'broken', /25 hours ahead/],
  ['a clock nobody can tell', checkClock(null), 'look', /not known/],

  ['a configuration of this lane', checkConfig({ kind: 'read', config }, { storeId: 's1', laneNumber: 3 }), 'ok', /lane 3 of store s1/],
  ['a configuration of another lane', checkConfig({ kind: 'read', config }, { storeId: 's1', laneNumber: 4 }), 'broken', /holds lane 4 of store s1.*dataDir/],
  ['a configuration before there is a database', checkConfig({ kind: 'read', config }, undefined), 'ok', /lane 3/],
  ['a configuration with wrong keys', checkConfig({ kind: 'wrong', problems: ['laneNumber: too big'] }, undefined), 'broken', /laneNumber: too big.*Correct/],
  ['no configuration named', checkConfig({ kind: 'not-named' }, undefined), 'look', /--config/],
  ['devices without contradiction', checkDeviceList([], []), 'ok', /0 devices/],
  ['a device that is not there', checkDeviceList([], [fault]), 'broken', /devices\[0\]\.wire\.path\): there is no \/dev\/ttyS9/],
  ['advice about a device', checkDeviceList([], [{ ...fault, level: 'advice' }]), 'look', /Advice only/],
  ['a running lane', checkHolder(true), 'ok', /a program runs/],
  ['a stopped lane', checkHolder(false), 'ok', /no program/],
  ['a store network that is off', checkNeighbours('off', []), 'ok', /switched off/],
  ['other lanes', checkNeighbours({ addresses: ['till4:47810'] }, [{ journalId: 'j4', laneNumber: 4, isClosed: true, heardThrough: 17 }]), 'ok', /port 47810, and till4:47810; heard of lane 4 \(closed, through its record 17\)/],
  ['no other lane', checkNeighbours(undefined, []), 'look', /239\.255\.71\.9.*storeNetwork\.addresses/],
  ['the versions that are needed', checkProgram(versions), 'ok', /Node 24\.1\.0, SQLite 3\.51\.3/],
  ['an old Node', checkProgram({ ...versions, napi: '9' }), 'broken', /Node-API 9.*npm install/],
  ['an old SQLite', checkProgram({ ...versions, sqlite: '3.50.9' }), 'broken', /older than 3\.51\.3/],
  ['a newer SQLite', checkProgram({ ...versions, sqlite: '4.0.0' }), 'ok', /4\.0\.0/],
]

describe('the doctor', () => {
  test.each(table)('%s', (_, found, level, words) => {
    expect(found.level).toBe(level)
    expect([found.seen, found.todo].filter((text) => text !== undefined).join(' → ')).toMatch(words)
  })

  test('always says what to do where something is not right, and never where it is', () => {
    expect(table.filter(([, { level, todo }]) => (level === 'ok') !== (todo === undefined)).map(([name]) => name)).toEqual([])
  })
})

describe('what a lane writes a day', () => {
  /** So many records a day for so many days, none of the older ones kept. */
  const journal = (perDay: number, days: number, kept = perDay * days) => {
    const count = perDay * days
    const all = Array.from({ length: count }, (_, index) => ({ number: index + 1, at: new Date(Date.parse(at) + (index * 86_400_000) / perDay).toISOString() })).slice(count - kept)
    return { recordsAfter: (number: number, limit: number) => all.filter((record) => record.number > number).slice(0, limit), lastNumber: count }
  }

  test.each([
    ['all of its records', journal(100, 40), 4_000],
    ['the last ones alone', journal(100, 40, 2_000), 2_000],
    ['a few days', journal(100, 3), 300],
  ])('is what its last days brought, at what a record takes: %s', (_, { recordsAfter, lastNumber }, recordCount) => {
    expect(growthPerDay({ recordsAfter }, lastNumber, recordCount * 3_000)).toBe(300_000)
  })

  test('counts no day from before the last fortnight', () => {
    const busy = journal(100, 60)
    // For 46 days a tenth as many: what is left of them are those with a round number.
    const quiet = busy.recordsAfter(0, 10_000).filter(({ number }) => number > 4_600 || number % 10 === 0).map(({ at: wrote }, index) => ({ number: index + 1, at: wrote }))
    const recordsAfter = (number: number, limit: number) => quiet.slice(number, number + limit)
    expect(growthPerDay({ recordsAfter }, quiet.length, quiet.length * 3_000)).toBe(300_000)
  })

  test('is not known of an empty journal, or one younger than a day', () => {
    expect(growthPerDay({ recordsAfter: () => [] }, 0, 4_096)).toBeUndefined()
    const young = journal(100, 1)
    expect(growthPerDay(young, young.lastNumber, 4_096)).toBeUndefined()
  })
})
