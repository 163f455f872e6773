import { z } from 'zod'
import { devicesConfig } from '../../contract/config.ts'
import type { LaneConfig } from '../../contract/config.ts'
import type { DataFolder } from './data-folder.ts'
import { programOfOurs } from './program-of-ours.ts'
import type { Plan } from './supervise.ts'

const crmReady = z.object({ ready: z.literal(true), url: z.url(), feedKey: z.string() })
const simulatorReady = z.object({ ready: z.literal(true), url: z.url(), configs: devicesConfig })
const laneReady = z.object({ ready: z.literal(true), url: z.url(), laneUrl: z.url(), customerUrl: z.url() })

/** Where the lane's screens are; each address lets one browser in, once. */
export type LaneAddresses = z.infer<typeof laneReady>

/** One shop's processes, as they are started. */
export interface ShopParts {
  readonly root: string
  readonly data: DataFolder
}

export function crmPlan({ root, data }: ShopParts, port: number): Plan<z.infer<typeof crmReady>> {
  const { laneToken, adminToken } = data.secrets
  const tokenFile = data.writeSecret('crm-tokens.json', JSON.stringify({ laneToken, adminToken }))
  return programOfOurs(root, { name: 'CRM', file: 'src/crm/main.ts', args: ['--data', data.at('crm'), '--port', String(port), '--token-file', tokenFile], ready: crmReady })
}

export function simulatorPlan({ root, data }: ShopParts, port: number): Plan<z.infer<typeof simulatorReady>> {
  return programOfOurs(root, { name: 'device simulator', file: 'drivers/simulator/main.ts', args: ['--dir', data.at('devices'), '--port', String(port)], ready: simulatorReady })
}

export function lanePlan({ root }: ShopParts, configPath: string, sessionKeyPath: string): Plan<LaneAddresses> {
  return programOfOurs(root, { name: 'lane', file: 'src/kiosk/main.ts', args: ['--config', configPath, '--screens', `${root}/out/renderer`, '--session-key', sessionKeyPath], ready: laneReady })
}

/** Electron runs the lane in processes of its own. */
export function electronPlan({ root }: ShopParts, electron: string, configPath: string): Plan<{ readonly ready: true }> {
  const asRoot = process.getuid?.() === 0
  return {
    ...programOfOurs(root, { name: 'desktop shell', file: '', args: [], ready: z.object({ ready: z.literal(true) }) }),
    command: electron,
    args: [`${root}/out/electron/main.mjs`, `--config=${configPath}`, `--screens=${root}/out/renderer`, ...(asRoot ? ['--no-sandbox'] : [])],
    channel: false,
  }
}

/** Writes the lane's own file; it holds the lane's token. */
export function writeLaneConfig({ data }: ShopParts, { crm, port, devices }: { readonly crm: { readonly url: string; readonly feedKey: string }; readonly port: number; readonly devices: LaneConfig['devices'] }): string {
  const config: LaneConfig = {
    storeId: 'demo', laneNumber: 1, dataDir: data.at('lane'), crm: { url: crm.url, token: data.secrets.laneToken, feedKey: crm.feedKey }, kiosk: { port }, cashier: { cashierId: 'c1', name: 'Kim' }, devices,
  }
  return data.writeSecret('lane.json', `${JSON.stringify(config, null, 2)}\n`)
}
