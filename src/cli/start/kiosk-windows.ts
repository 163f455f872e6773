import { chromiumArguments } from '../../kiosk/chromium.ts'
import type { KioskPage } from '../../kiosk/tickets.ts'
import type { DataFolder } from './data-folder.ts'
import { findMonitors } from './monitors.ts'
import type { Monitor } from './monitors.ts'
import type { Plan } from './supervise.ts'

const windowStopMs = 3_000
const windowStartMs = 30_000

/** Windows to open: the cashier's on the first monitor, the customer's on the second, where there is one. */
export async function kioskWindows(chromium: string, data: DataFolder, freshAddress: (page: KioskPage) => Promise<string>): Promise<Plan<true>[]> {
  const [first, second] = await findMonitors()
  const plan = (page: KioskPage, monitor: Monitor): Plan<true> => ({
    name: page === 'lane' ? 'lane window' : 'customer display window',
    command: chromium,
    // A window that was closed comes back, and needs an address that nobody has used.
    args: async () => chromiumArguments({ ...monitor, url: await freshAddress(page), profileDir: data.at(`chromium-${page}`), asRoot: process.getuid?.() === 0 }),
    channel: false,
    stopMs: windowStopMs,
    readyMs: windowStartMs,
    readReady: () => undefined,
    readyAtOnce: true,
  })
  return [...(first ? [plan('lane', first)] : []), ...(second ? [plan('customer', second)] : [])]
}
