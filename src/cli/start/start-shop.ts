import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { demoThings } from '../../crm/demo/demo-things.ts'
import type { DemoThing } from '../../crm/demo/demo-things.ts'
import { loadDemoStore } from '../../crm/demo/load-demo-store.ts'
import type { Panel } from './serve-panel.ts'
import { buildIfStale } from './build-if-stale.ts'
import { screensBuild, shellBuild } from './builds.ts'
import type { ChosenShell } from './choose-shell.ts'
import { openCrmDoors } from './crm-doors.ts'
import type { CrmDoors } from './crm-doors.ts'
import { onFreePort } from './free-port.ts'
import { kioskWindows } from './kiosk-windows.ts'
import { openAddressBook } from './lane-addresses.ts'
import type { AddressBook } from './lane-addresses.ts'
import { servePanel } from './serve-panel.ts'
import { crmPlan, electronPlan, lanePlan, simulatorPlan, writeLaneConfig } from './shop-processes.ts'
import type { ShopParts } from './shop-processes.ts'
import type { Plan, Supervised, Watch } from './supervise.ts'

/** Ports tried first, so that addresses stay the same from day to day. */
const usualPorts = { screens: 4750, panel: 4751, crm: 4752, simulator: 4753 }
const demoSeed = 952

export interface StartParts extends ShopParts {
  readonly chosen: ChosenShell
  /** For the screens; absent for the usual one. */
  readonly port: number | undefined
  readonly say: (line: string) => void
  readonly stopping: AbortSignal
  /** Starts a program that is stopped with the shop. */
  readonly run: <Ready>(plan: Plan<Ready>, onReady?: Watch<Ready>['onReady']) => Supervised<Ready>
  /** Closes something with the shop; the last comes first. */
  readonly closeLater: (close: () => Promise<void>) => void
}

/** A shop that is open for business. */
export interface OpenShop {
  readonly panel: Panel
  /** Absent in Electron, which needs no address. */
  readonly addresses: AddressBook | undefined
}

/** Starts the CRM, the devices, the lane and its window, each as soon as what it needs is there. */
export async function startShop(parts: StartParts): Promise<OpenShop> {
  const { root, run, say, stopping } = parts
  const crm = onFreePort({ usual: usualPorts.crm, say }, (port) => run(crmPlan(parts, port)).firstReady)
  const simulator = onFreePort({ usual: usualPorts.simulator, say }, (port) => run(simulatorPlan(parts, port)).firstReady)
  const doors = crm.then(({ url }) => openCrmDoors(url, parts.data.secrets.adminToken))
  const stocked = doors.then((open) => fillStore(parts, open))
  // Whoever waits for them below hears of their failure.
  for (const waited of [simulator, stocked]) waited.catch(() => undefined)
  await buildIfStale(screensBuild, root, say, stopping)
  // A lane that has sold before knows its items and need not wait for the CRM.
  if (!existsSync(parts.data.at('lane/lane.db'))) await stocked
  const { configs: devices, url: doorUrl } = await simulator
  const { url, feedKey } = await crm
  say(parts.chosen.because)
  const addresses = await onFreePort({ wanted: parts.port, usual: usualPorts.screens, say }, (port) => {
    const config = writeLaneConfig(parts, { crm: { url, feedKey }, port, devices })
    return parts.chosen.shell === 'electron' ? openElectron(parts, parts.chosen.program, config) : openLane(parts, config)
  })
  await stocked
  return { panel: await openPanel(parts, doorUrl, await doors), addresses }
}

/** On the first start; later ones find yesterday's store. */
async function fillStore({ data, say }: StartParts, doors: CrmDoors): Promise<void> {
  if (await doors.hasStore()) return
  say('Loading the demo store …')
  const { couponSecret, memberSecret } = data.secrets
  const { itemCount, offerCount, memberCount, visitCount } = await loadDemoStore(doors, { today: new Date().toISOString().slice(0, 10), seed: demoSeed, couponSecret, memberSecret })
  say(`Loaded ${itemCount} items, ${offerCount} offers, ${memberCount} members and ${visitCount} of their visits.`)
}

async function openPanel({ root, say, closeLater }: StartParts, doorUrl: string, doors: CrmDoors): Promise<Panel> {
  const things = async (): Promise<readonly DemoThing[]> => demoThings(await doors.lists())
  const panel = await onFreePort({ usual: usualPorts.panel, say }, (port) => servePanel({ port, staticDir: `${root}/out/renderer`, doorUrl, things }))
  closeLater(() => panel.close())
  return panel
}

async function openElectron(parts: StartParts, electron: string, config: string): Promise<undefined> {
  await buildIfStale(shellBuild, parts.root, parts.say, parts.stopping)
  if (process.getuid?.() === 0) parts.say(rootWarning)
  await parts.run(electronPlan(parts, electron, config)).firstReady
}

async function openLane(parts: StartParts, config: string): Promise<AddressBook> {
  const { data, chosen, run, say } = parts
  // New at every start: pages stay in while the lane process restarts, not for ever.
  const sessionKey = data.writeSecret('session-key', randomBytes(32).toString('hex'))
  const addresses = openAddressBook(() => lane.send({ ask: 'addresses' }))
  const lane = run(lanePlan(parts, config, sessionKey), (told) => addresses.told(told))
  await lane.firstReady
  if (chosen.shell !== 'kiosk') return addresses
  if (process.getuid?.() === 0) say(rootWarning)
  const freshAddress = async (page: 'lane' | 'customer'): Promise<string> => (await addresses.fresh())[page === 'lane' ? 'laneUrl' : 'customerUrl']
  for (const plan of await kioskWindows(chosen.program, data, freshAddress)) run(plan)
  return addresses
}

const rootWarning = 'Running as root: the browser runs without its sandbox. Good enough to try things out, never in a shop.'
