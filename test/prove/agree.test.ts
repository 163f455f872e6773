import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { agree } from '../support/agree.ts'
import { inventRawBaskets, readRawBaskets } from '../support/agree-baskets.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()

test('lane and head office agree on every basket, offer, tax and point, under books that replace each other', { timeout: 120_000 }, async () => {
  const found = await agree({ databaseUrl: await databases.fresh(), baskets: inventRawBaskets(7, 90), seed: 7, editionCount: 3, offerCount: 38, wholeWayCount: 18 })
  expect(found.differences).toEqual([])
  expect(found).toMatchObject({ baskets: 90, agreed: 90, differed: 0, wholeWay: 18, wholeWayAgreed: 18 })
  expect(found.offersApplied).toBeGreaterThan(75)
  expect(found.kindsApplied.size).toBeGreaterThan(12)
})

test('a book at head office that is not the lane\'s is found out', { timeout: 120_000 }, async () => {
  const found = await agree({ databaseUrl: await databases.fresh(), baskets: inventRawBaskets(8, 40), seed: 8, editionCount: 1, offerCount: 38, wholeWayCount: 10, spoil: (offer) => (offer.reward.kind === 'percent-off' ? { ...offer, reward: { ...offer.reward, basisPoints: 10_000 } } : offer) })
  expect(found.differed).toBeGreaterThan(0)
  expect(found.agreed + found.differed).toBe(40)
})

test('baskets are read in the formats of public data sets, packed or not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanewise-baskets-'))
  try {
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text)
      return join(folder, name)
    }
    const files = [
      file('a.jsonl.gz', '{"ts":"2016-03-23 13:02:00","basket":"1","household":5,"lines":[{"p":"x","gtin":"9521234500018","qty":2,"price":4.69}]}\n'),
      file('b.dat', '1 2 3 \n\n7\n'),
      file('c.csv', 'milk,bread\n'),
      file('d.csv', 'customer,date,item_ids\n9,2007-01-04,150 391\n'),
    ]
    expect(await readRawBaskets(files, 100)).toEqual([
      { household: '0 5', lines: [{ product: '0 x', unitCount: 2, priceMinor: 469 }] },
      { household: undefined, lines: [{ product: '1 1' }, { product: '1 2' }, { product: '1 3' }] },
      { household: undefined, lines: [{ product: '1 7' }] },
      { household: undefined, lines: [{ product: '2 milk' }, { product: '2 bread' }] },
      { household: '3 9', lines: [{ product: '3 150' }, { product: '3 391' }] },
    ])
    expect(await readRawBaskets(files, 2)).toHaveLength(2)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
