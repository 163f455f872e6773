import pg from 'pg'
import type { Crm } from '../../src/crm/crm.ts'
import { createCrmServer, type CrmServer } from '../../src/crm/http/crm-server.ts'
import { openCrm } from '../../src/crm/open-crm.ts'
import type { Answer, Wire } from './network.ts'

export const laneToken = 'token-of-every-lane-of-the-simulation'
const adminToken = 'token-of-head-office-in-the-simulation'

/** Head office: the real CRM behind its real HTTP routes, on a database that can be copied and put back. */
export interface Office {
  readonly crm: () => Crm
  /** One request, with everything it sets off; no answer while the CRM is down. */
  deliver(wire: Wire): Promise<Answer | undefined>
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>
  setDown(isDown: boolean): void
  isDown(): boolean
  /** The program ends and starts again on its database. */
  restart(): Promise<void>
  /** Keeps a copy of the database as it is; the last one counts. */
  backUp(): Promise<void>
  /** The database as it was at the last copy. @returns false where there is none */
  restore(): Promise<boolean>
  close(): Promise<void>
}

export interface OfficeParts {
  readonly servers: DatabaseServer
  /** ISO time. */
  readonly now: () => string
  readonly newId: () => string
  /** Hears of what the CRM calls an error: nothing in a simulation may be one. */
  readonly onError: (line: string) => void
}

/** Where databases are made and dropped. */
export interface DatabaseServer {
  /** @returns the new database's URL */
  create(name: string, template?: string): Promise<string>
  drop(name: string): Promise<void>
}

let databaseCount = 0

export async function openOffice({ servers, now, newId, onError }: OfficeParts): Promise<Office> {
  const prefix = `sim_${process.pid}_${(databaseCount += 1)}`
  let generation = 0
  let name = `${prefix}_0`
  let backup: string | undefined
  let isDown = false
  let running = await start(await servers.create(name))

  async function start(databaseUrl: string): Promise<{ readonly crm: Crm; readonly server: CrmServer; readonly client: pg.Client; readonly databaseUrl: string }> {
    const log = ({ level, message, detail }: { readonly level: string; readonly message: string; readonly detail?: string | undefined }): void => { if (level === 'error') onError(`${message}: ${detail ?? ''}`) }
    const crm = await openCrm({ databaseUrl, now, log, newEpoch: newId })
    await crm.settle()
    const server = await createCrmServer({ crm, laneToken, adminToken, log })
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    return { crm, server, client, databaseUrl }
  }
  async function stop(): Promise<void> {
    await running.server.close()
    await running.crm.close()
    await running.client.end()
  }

  return {
    crm: () => running.crm,
    async deliver({ method, path, headers, body }) {
      if (isDown) return undefined
      const { statusCode, payload, headers: answered } = await running.server.inject({ method: method as 'GET', url: path, headers, ...(body === undefined ? {} : { payload: body }) })
      // Of what lanes ask, uploads alone leave head office something to do behind its answer.
      if (method === 'PUT') await running.crm.settle()
      return { status: statusCode, headers: { ...answeredHeaders(answered), date: new Date(now()).toUTCString() }, body: payload }
    },
    query: async (sql, values) => (await running.client.query(sql, values ? [...values] : undefined)).rows,
    setDown: (down) => { isDown = down },
    isDown: () => isDown,
    async restart() {
      await stop()
      running = await start(running.databaseUrl)
    },
    async backUp() {
      await stop()
      if (backup !== undefined) await servers.drop(backup)
      backup = `${prefix}_backup_${(generation += 1)}`
      await servers.create(backup, name)
      running = await start(running.databaseUrl)
    },
    async restore() {
      if (backup === undefined) return false
      await stop()
      await servers.drop(name)
      name = `${prefix}_${(generation += 1)}`
      running = await start(await servers.create(name, backup))
      return true
    },
    async close() {
      await stop()
      await servers.drop(name)
      if (backup !== undefined) await servers.drop(backup)
    },
  }
}

function answeredHeaders(headers: object): Answer['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
