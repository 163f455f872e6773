import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Crm } from '../../../src/crm/crm.ts'
import { serveCrm, type ServedCrm } from '../../../src/crm/http/serve-crm.ts'
import { openCrm } from '../../../src/crm/open-crm.ts'
import { startPostgres } from '../../../src/crm/store/embedded-postgres.ts'
import { openDatabase, type Database } from '../../../src/crm/store/open-database.ts'
import { testMember, testSettings } from '../../support/crm-shop.ts'

const [laneTokenOf, adminToken] = ['token-for-the-lanes-of-a-fault', 'token-for-head-office-of-a-fault']
export const laneToken = laneTokenOf

/** Nothing of a row outlives it, and no power is cut under this database. */
const fastSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** Members head office knows, unless a row asks for more: none should have bought a thousand times in a day. */
export const usualMembers = 4
const importedAtOnce = 1_000

/** Head office on a database, reached over HTTP. */
export interface Office {
  readonly crm: Crm
  readonly url: string
  /** For whoever compares the books: nothing of the product's own memory is in between. */
  readonly database: Database
  /** Ends what works behind the uploads, and the CRM with it; the database stays. */
  endWork(): Promise<void>
  close(): Promise<void>
}

export interface OfficeBuilding {
  /** Opens the CRM on one of the databases; the first time with a small shop in it. */
  open(name?: string, members?: number): Promise<Office>
  /** Copies a database while no CRM is open on it, as a backup does. */
  copy(from: string, to: string): Promise<void>
  close(): Promise<void>
}

/** A PostgreSQL of its own in this folder. */
export async function openOfficeBuilding(folder: string, now: () => string, settings: Readonly<Record<string, string>> = fastSettings): Promise<OfficeBuilding> {
  chmodSync(folder, 0o755)
  const dataDir = join(folder, 'crm')
  mkdirSync(dataDir)
  const postgres = await startPostgres({ dataDir, settings })
  const urlOf = (name: string): string => {
    const url = new URL(postgres.url)
    url.pathname = `/${name}`
    return url.href
  }
  return {
    async open(name = 'lanewise', members = usualMembers) {
      const crm = await openCrm({ databaseUrl: urlOf(name), now, log: ({ level, message, detail }) => { if (level === 'error') throw new Error(`${message}: ${detail ?? ''}`) } })
      await crm.publish('settings', [{ key: 'store', body: testSettings }])
      for (let from = 0; from < members; from += importedAtOnce) await crm.importMembers(Array.from({ length: Math.min(importedAtOnce, members - from) }, (_, index) => memberAt(from + index)))
      const served: ServedCrm = await serveCrm({ crm, host: '127.0.0.1', port: 0, laneToken, adminToken })
      const database = await openDatabase(urlOf(name), (error) => { throw error })
      let ended: Promise<void> | undefined
      const endWork = (): Promise<void> => (ended ??= served.close().then(() => crm.close()))
      return {
        crm, database, url: served.url,
        endWork,
        async close() {
          await endWork()
          await database.close()
        },
      }
    },
    async copy(from, to) {
      const database = await openDatabase(urlOf('postgres'), (error) => { throw error })
      await database.query(`create database ${to} template ${from}`)
      await database.close()
    },
    close: () => postgres.stop(),
  }
}

/** Phones and cards of their own, or people would be told of those that share one. */
function memberAt(index: number): ReturnType<typeof testMember> {
  const digits = String(10_000_000 + index)
  return testMember(`m${index}`, { phone: `+351 9${digits}`, cardNumber: `952${digits}` })
}
