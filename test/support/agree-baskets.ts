import { createReadStream, existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { demoRandom } from '../../src/crm/demo/demo-random.ts'

/** A basket as a data set tells it: what, and where it is known how many, at what price, and whose. */
export interface RawBasket {
  readonly household?: string | undefined
  readonly lines: readonly { readonly product: string; readonly unitCount?: number | undefined; readonly priceMinor?: number | undefined }[]
}

/** Where a folder of public data sets keeps whole baskets. */
const usualFiles = ['cj/replay_2016_full_baskets.jsonl.gz', 'coop/baskets.csv.gz', 'baskets/groceries_arules.csv.gz', 'baskets/belgian_retail.dat.gz']

/** More lines than a customer puts on the belt. */
const mostLines = 60

/**
 * Reads baskets of every format it knows: `.jsonl` as `lanewise replay` reads them, `.dat` with numbers and blanks between,
 * `.csv` with names and commas between, or with the columns customer, date, item_ids. Any of them may end in `.gz`.
 * @param places files, or a folder that holds the usual ones
 */
export async function readRawBaskets(places: readonly string[], mostCount: number): Promise<RawBasket[]> {
  const files = places.flatMap((place) => (statSync(place).isDirectory() ? usualFiles.map((file) => path.join(place, file)).filter((file) => existsSync(file)) : [place]))
  const baskets: RawBasket[] = []
  for (const [index, file] of files.entries()) {
    const read = readerOf(file)
    const stream = createReadStream(file)
    for await (const line of createInterface({ input: file.endsWith('.gz') ? stream.pipe(createGunzip()) : stream })) {
      if (baskets.length >= mostCount) break
      const basket = read(line, String(index))
      if (basket && basket.lines.length > 0) baskets.push({ ...basket, lines: basket.lines.slice(0, mostLines) })
    }
    stream.destroy()
  }
  return baskets
}

type Reader = (line: string, source: string) => RawBasket | undefined

function readerOf(file: string): Reader {
  const name = file.replace(/\.gz$/, '')
  if (name.endsWith('.jsonl')) return readReplayLine
  if (name.endsWith('.dat')) return (line, source) => named(line.trim().split(/\s+/), source)
  if (name.endsWith('.csv')) return (line, source) => (/^\d+,\d{4}-\d\d-\d\d,/.test(line) ? ofCustomer(line, source) : line.startsWith('customer,') ? undefined : named(line.split(','), source))
  throw new Error(`${file}: baskets come as .jsonl, .dat or .csv, each with or without .gz`)
}

function named(products: readonly string[], source: string, household?: string): RawBasket {
  return { household, lines: products.filter((product) => product !== '').map((product) => ({ product: `${source} ${product}` })) }
}

function ofCustomer(line: string, source: string): RawBasket {
  const [customer = '', , items = ''] = line.split(',')
  return named(items.split(' '), source, `${source} ${customer}`)
}

const readReplayLine: Reader = (line, source) => {
  const { household, lines } = JSON.parse(line) as { household?: string | number; lines: { p: string; qty: number; price: number }[] }
  return { household: household === undefined ? undefined : `${source} ${household}`, lines: lines.map(({ p, qty, price }) => ({ product: `${source} ${p}`, unitCount: qty, priceMinor: Math.round(price * 100) })) }
}

/** Baskets for whoever has no data: a few things are bought by nearly everybody, most by few. */
export function inventRawBaskets(seed: number, count: number): RawBasket[] {
  const random = demoRandom(seed)
  const productCount = 1500
  return Array.from({ length: count }, () => ({
    household: random.percent(60) ? String(random.whole(1, 400)) : undefined,
    lines: Array.from({ length: 1 + Math.floor(20 * random.next() ** 2) }, () => ({ product: `own ${Math.floor(productCount * random.next() ** 2)}` })),
  }))
}
