import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { forkDevices } from '../../../drivers/fork-devices.ts'
import { openSimulators, type Simulators } from '../../../drivers/simulator/open-simulators.ts'
import type { LaneConfig } from '../../contract/config.ts'
import { loadDemoStore } from '../../crm/demo/load-demo-store.ts'
import { runLane, type RunningLane } from '../../lane/run-lane.ts'
import { openCrmDoors } from '../start/crm-doors.ts'
import { openDataFolder } from '../start/data-folder.ts'
import { freePort } from '../start/free-port.ts'
import { programOfOurs } from '../start/program-of-ours.ts'
import { supervise, type Supervised } from '../start/supervise.ts'

/** A whole small shop for one demonstration: head office, a lane, and the lane's devices, all real but the devices' cases. */
export interface Stage {
  readonly simulators: Simulators
  readonly running: RunningLane
  /** Asks head office; @throws Error when it is stopped */
  askCrm(path: string): Promise<unknown>
  stopCrm(): Promise<void>
  startCrm(): Promise<void>
  close(): Promise<void>
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
const crmReady = z.object({ ready: z.literal(true), url: z.url() })
const seed = 1

/**
 * @param dir   empty folder for everything the shop keeps
 * @param today trading day the demo store's histories end before
 */
export async function openStage(dir: string, today: string): Promise<Stage> {
  mkdirSync(dir, { recursive: true })
  // PostgreSQL's own account has to pass through.
  chmodSync(dir, 0o755)
  const data = await openDataFolder(dir, false)
  const port = await freePort()
  const { laneToken, adminToken, couponSecret, memberSecret } = data.secrets
  const tokenFile = data.writeSecret('crm-tokens.json', JSON.stringify({ laneToken, adminToken }))
  const url = `http://127.0.0.1:${port}`
  const plan = programOfOurs(root, { name: 'CRM', file: 'src/crm/main.ts', args: ['--data', data.at('crm'), '--port', String(port), '--token-file', tokenFile], ready: crmReady })
  let crm: Supervised<unknown> | undefined
  const startCrm = async (): Promise<void> => {
    crm = supervise(plan)
    await crm.firstReady
  }
  const stopCrm = async (): Promise<void> => {
    await crm?.stop()
    crm = undefined
  }
  await startCrm()
  await loadDemoStore(openCrmDoors(url, adminToken), { today, seed, couponSecret, memberSecret })
  const simulators = await openSimulators({ dir: join(data.path, 'devices') })
  const config: LaneConfig = {
    storeId: 'demo', laneNumber: 1, dataDir: data.at('lane'), crm: { url, token: laneToken }, kiosk: { port: 0 }, cashier: { cashierId: 'c1', name: 'Kim' }, devices: [...simulators.configs],
  }
  const running = runLane({ config, devices: forkDevices(config.devices) })
  return {
    simulators,
    running,
    startCrm,
    stopCrm,
    async askCrm(path) {
      const response = await fetch(url + path, { headers: { authorization: `Bearer ${adminToken}` }, signal: AbortSignal.timeout(10_000) })
      if (!response.ok) throw new Error(`The CRM answered ${response.status} to ${path}`)
      return response.json()
    },
    async close() {
      await running.close()
      await simulators.close()
      await stopCrm()
    },
  }
}
