import { createReadStream, existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { expect, test } from 'vitest'
import { tempFolder } from '../../support/house-lane-data.ts'
import { lanewise } from '../../support/house-run-lanewise.ts'
import { withCrmDatabase } from '../../support/postgres.ts'

const file = fileURLToPath(new URL('../../../../shared/data/cj/replay_2016_full_baskets.jsonl.gz', import.meta.url))
const there = existsSync(file)
if (!there) console.log('real baskets are not on this machine (../shared/data/cj): their replay is skipped')

const databases = withCrmDatabase()
const basketCount = 200

/** Adds a price in major units up as text, without a float and without the code under test. */
function minorOf(price: string): bigint {
  const [whole = '0', fraction = ''] = price.split('.')
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'))
}

test.skipIf(!there)(`${basketCount} real baskets come out to the cent`, { timeout: 180_000 }, async () => {
  const temp = tempFolder()
  try {
    const lines: string[] = []
    for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) if (lines.push(line) === basketCount) break
    writeFileSync(path.join(temp.folder, 'real.jsonl'), lines.join('\n'))
    const priced = lines.flatMap((line) => [...line.matchAll(/"qty":(\d+),"price":([\d.]+)/g)])
    const grossMinor = Number(priced.reduce((sum, [, qty = '', price = '']) => sum + BigInt(qty) * minorOf(price), 0n))
    const { code, out } = await lanewise(['replay', 'real.jsonl', '--lanes', '2', '--json'], { folder: temp.folder, env: { DATABASE_URL: await databases.fresh() } })
    expect({ code, ...JSON.parse(out.at(-1) ?? '') }).toMatchObject({ code: 0, baskets: basketCount, sales: basketCount, lines: priced.length, grossMinor, netMinor: grossMinor, crmSales: basketCount, crmNetMinor: grossMinor, lost: 0, duplicated: 0 })
  } finally {
    temp.remove()
  }
})
