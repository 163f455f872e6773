import type { FaultRow } from '../fault-row.ts'

export const row: FaultRow = {
  number: 17,
  fault: 'screen or renderer dies',
  async run({ scale }) {
    const { killPages } = await import('../screens/kill-page.ts')
    const { killCount, violations, worstMs } = await killPages(scale === 'full' ? 250 : 3)
    return { figure: `${killCount.toLocaleString('en')} pages ended at every step, basket back after ${worstMs.toFixed(0)} ms at worst (pages played on the real socket), ${violations.length} scans lost or doubled`, violations: violations.slice(0, 30) }
  },
  weakenings: [
    // Behind it the journal's own index refuses the second, and the lane ends rather than sell twice.
    { name: 'a command sent again is carried out once', file: 'src/lane/store/journal.ts', find: 'knows: (commandId) => known.get(commandId) !== undefined', replace: 'knows: () => false', noticed: 'UNIQUE constraint failed' },
  ],
}
