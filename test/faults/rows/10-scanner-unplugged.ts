import type { FaultRow } from '../fault-row.ts'

const readyWithinMs = 2_000

export const row: FaultRow = {
  number: 10,
  fault: 'scanner unplugged in mid-scan',
  async run({ scale, seed }) {
    const { cutEveryCode } = await import('../scanning/cut-every-code.ts')
    const { replugInMidCode } = await import('../../support/drivers-replug.ts')
    const cut = await cutEveryCode(seed)
    const { readyMs, scanned, arrived } = await replugInMidCode({ cycleCount: scale === 'full' ? 1_000 : 1, seed })
    const slow = readyMs.filter((ms) => ms > readyWithinMs)
    const wrong = arrived.filter((text, index) => text !== scanned[index])
    const violations = [
      ...cut.violations,
      ...slow.map((ms) => `ready ${Math.round(ms)} ms after it was plugged in again`),
      ...wrong.map((text) => `a wrong code arrived after a replug: ${text}`),
      ...(arrived.length === scanned.length ? [] : [`${scanned.length} codes were held under it, ${arrived.length} arrived`]),
    ]
    const worstMs = Math.round(Math.max(...readyMs))
    return { figure: `${cut.cutCount.toLocaleString('en')} codes cut at every byte, ${readyMs.length.toLocaleString('en')} replugs (ready after ${worstMs} ms at worst), ${violations.length} wrong items`, violations: violations.slice(0, 30) }
  },
  weakenings: [
    { name: 'half a code is dropped with the cable', file: 'drivers/scanner/frame.ts', find: 'cutOff: () => listed(giveUp())', replace: 'cutOff: () => []', noticed: 'serial cut' },
  ],
}
