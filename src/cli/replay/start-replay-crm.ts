import { randomBytes } from 'node:crypto'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { Trouble } from '../command.ts'
import { freePort } from '../start/free-port.ts'
import { supervise } from '../start/supervise.ts'
import { readCrmReady, type CrmJob } from './replay-crm.ts'

/** The CRM a replay talks to, its own or somebody else's. */
export interface ReplayCrm {
  readonly url: string
  readonly laneToken: string
  readonly adminToken: string
  /** The PostgreSQL behind it, where it is now: a restarted embedded server has another port. */
  databaseUrl(): string
  stop(): Promise<void>
}

const entry = fileURLToPath(new URL('./replay-crm.ts', import.meta.url))
const readyMs = 90_000

/**
 * Starts a CRM for this run and keeps it running at one address, whatever happens to it.
 * @param databaseUrl a PostgreSQL server to use instead of an embedded one
 * @throws Trouble when it does not start
 */
export async function startReplayCrm({ folder, databaseUrl, tell }: { readonly folder: string; readonly databaseUrl: string | undefined; readonly tell: (line: string) => void }): Promise<ReplayCrm> {
  const job: CrmJob = { dataDir: path.join(folder, 'crm'), ...(databaseUrl === undefined ? {} : { databaseUrl }), port: await freePort(), laneToken: randomBytes(16).toString('hex'), adminToken: randomBytes(16).toString('hex') }
  const lastWords: string[] = []
  let now = ''
  const crm = supervise({ name: 'the CRM', command: process.execPath, args: [entry, JSON.stringify(job)], channel: true, stopMs: 20_000, readyMs, backoffMs: [200, 1_000, 3_000], readReady: readCrmReady }, {
    onReady: (ready) => void (now = ready.databaseUrl),
    onLine: (line) => void lastWords.splice(0, lastWords.length, ...lastWords.slice(-7), line),
    onCrash: (how, againInMs) => tell(`the CRM ${how}; starting it again in ${againInMs} ms`),
  })
  try {
    const { url } = await crm.firstReady
    return { url, laneToken: job.laneToken, adminToken: job.adminToken, databaseUrl: () => now, stop: () => crm.stop() }
  } catch (error) {
    await crm.stop()
    throw new Trouble(`the CRM does not start (${error instanceof Error ? error.message : String(error)}): ${lastWords.join(' / ')}`)
  }
}
