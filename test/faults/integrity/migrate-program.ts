/** `node migrate-program.ts DATA-DIR [COUNT [NAME]]`: brings a lane's database up to date, and ends at its COUNT-th stop (of that name) as `kill -9` does. Prints how many there were. */
import { openLaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { openStops, stopAtStatements } from '../journal/stops.ts'

const [dataDir = '', count, name] = process.argv.slice(2)
const stops = openStops(count === undefined ? undefined : { count: Number(count), ...(name === undefined ? {} : { name }) })
stopAtStatements(stops)
const store = openLaneStore({ dataDir, lane: { storeId: 'store-1', laneNumber: 3 } })
process.stdout.write(`${stops.count()}\n`, () => {
  store.close()
  process.exit(0)
})
