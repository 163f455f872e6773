import type { FaultRow } from '../fault-row.ts'

const sizes = { quick: { days: 30, salesPerDay: 2 }, full: { days: 30, salesPerDay: 400 } }
const mostDrainSeconds = 12
const mostMemoryTimes = 1.05

export const row: FaultRow = {
  number: 13,
  fault: '30 days offline',
  async run({ scale, folder }) {
    const { sellOffline } = await import('../integrity/month-offline.ts')
    const { saleCount, refused, shownAgeDays, waitingShown, drainSeconds, effectCount, memoryTimes } = await sellOffline({ folder, ...sizes[scale] })
    const violations = refused.slice(0, 10)
    if (shownAgeDays === undefined || Math.round(shownAgeDays) !== sizes[scale].days - 1) violations.push(`the screen says that the data is ${shownAgeDays} days old`)
    if (waitingShown !== saleCount) violations.push(`the screen says that ${waitingShown} sales wait, of ${saleCount}`)
    if (effectCount !== saleCount) violations.push(`head office counts ${effectCount} sales of ${saleCount}`)
    if (drainSeconds > mostDrainSeconds) violations.push(`sent only in ${drainSeconds.toFixed(1)} s`)
    // A few sales say nothing of memory: what a program has just loaded is more.
    if (scale === 'full' && memoryTimes > mostMemoryTimes) violations.push(`${memoryTimes.toFixed(3)} times the memory of the first days`)
    const count = (value: number): string => value.toLocaleString('en')
    return { figure: `${count(saleCount)} sales in ${sizes[scale].days} days, ${refused.length} refused, sent in ${drainSeconds.toFixed(1)} s, ${memoryTimes.toFixed(3)} times the memory`, violations }
  },
  weakenings: [
    { name: 'the age of the data on the screen', file: 'src/lane/lane-view.ts', find: '...(lastContactAt === undefined ? {} : { lastContactAt }),', replace: '', noticed: 'undefined days old' },
    { name: 'the queue is all that lies behind the cursor', file: 'src/lane/store/upload-cursor.ts', find: 'where number <= ? order by number desc limit 1', replace: 'where number <= ? + 1000000 order by number desc limit 1', noticed: '0 sales wait' },
  ],
}
