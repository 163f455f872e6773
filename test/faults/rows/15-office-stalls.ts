import type { FaultRow } from '../fault-row.ts'

const sizes = { quick: { salesPerSpell: 3, spells: 1 }, full: { salesPerSpell: 50, spells: 20 } }

export const row: FaultRow = {
  number: 15,
  fault: 'CRM slow, TCP half open',
  async run({ scale, folder }) {
    const { runStalls } = await import('../upload/stalled-office.ts')
    const { scanCount, times, violations } = await runStalls({ ...sizes[scale], folder })
    return { figure: `${scanCount.toLocaleString('en')} scans while every call stalls, 0 waited for it; scan p99 dead ÷ alive ${times.toFixed(2)} (head office in the same process; fairly: npm run bench -- sync)`, violations }
  },
  weakenings: [
    { name: 'a silent connection is given up', file: 'src/lane/sync/http-line.ts', find: 'asked.setTimeout(silenceMs, () => asked.destroy(new Error(`not a byte for ${silenceMs} ms`)))', replace: '', noticed: 'the line still waits' },
    { name: 'longer and longer pauses', file: 'src/lane/sync/start-sync.ts', find: 'failureCount === 0 ? idleMs : pauseAfter(', replace: 'failureCount > 0 ? 200 : pauseAfter(', noticed: 'that does not answer is asked' },
  ],
}
