import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { Trouble, UsageError } from '../command.ts'
import type { Io } from '../io.ts'

/** Where the simulators of `npm start` keep their links, and the address of their door. */
const demoDevices = path.join('.lanewise', 'devices')
const askTimeoutMs = 10_000

const bodySchema = z.looseObject({
  properties: z.record(z.string(), z.looseObject({ type: z.string().optional(), enum: z.array(z.unknown()).optional(), const: z.unknown().optional() })).default({}),
  required: z.array(z.string()).default([]),
})
const routes = z.object({ routes: z.array(z.object({ path: z.string(), says: z.string(), body: z.looseObject({ anyOf: z.array(bodySchema).optional() }).and(bodySchema) })) })
export type DoorRouteSeen = z.infer<typeof routes>['routes'][number]

/** The control door of simulated devices, wherever they run. */
export interface DoorSeen {
  readonly url: string
  routes(): Promise<readonly DoorRouteSeen[]>
  state(): Promise<Record<string, unknown>>
  /** @throws Trouble with the door's own words when it cannot do that */
  ask(path: string, body: object): Promise<void>
}

/** @throws UsageError when no address is to be had */
export async function findDoor(given: { readonly door?: string | undefined; readonly dir?: string | undefined }, io: Io): Promise<DoorSeen> {
  const url = given.door ?? (await addressIn(path.resolve(io.folder, given.dir ?? demoDevices)))
  if (!z.url().safeParse(url).success) throw new UsageError(`"${url}" is no address; it looks like http://127.0.0.1:4753`)
  const asked = (route: string, body?: object): Promise<unknown> => knock(new URL(route, url), body)
  return {
    url,
    routes: async () => routes.parse(await asked('/')).routes,
    state: async () => z.record(z.string(), z.unknown()).parse(await asked('/state')),
    ask: async (route, body) => void (await asked(route, body)),
  }
}

async function addressIn(dir: string): Promise<string> {
  const file = path.join(dir, 'door')
  if (!existsSync(file)) throw new UsageError(`no simulated devices run here (${file} is not there): start the shop with npm start, or name the door with --door URL`)
  return (await readFile(file, 'utf8')).trim()
}

async function knock(url: URL, body: object | undefined): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(askTimeoutMs), ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) }).catch((error: unknown) => {
    throw new Trouble(`the simulated devices do not answer at ${url.origin} (${error instanceof Error ? error.message : String(error)}): is npm start still running?`)
  })
  const answer: unknown = await response.json()
  if (response.ok) return answer
  throw new Trouble(z.object({ error: z.string() }).safeParse(answer).data?.error ?? `the door answered ${response.status}`)
}
