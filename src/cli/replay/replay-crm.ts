// The CRM of a replay, as a process of its own: it may be stopped and started again while the lanes go on.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { z } from 'zod'
import { startPostgres } from '../../crm/store/embedded-postgres.ts'
import { openCrm } from '../../crm/open-crm.ts'
import { giveWay } from './give-way.ts'
import { serveCrm } from '../../crm/http/serve-crm.ts'

const crmJob = z.object({ dataDir: z.string(), /** A server that runs already; else one of its own is started. */ databaseUrl: z.string().optional(), port: z.number().int(), laneToken: z.string(), adminToken: z.string() })
export type CrmJob = z.infer<typeof crmJob>

const crmReady = z.object({ news: z.literal('crm-ready'), url: z.url(), databaseUrl: z.string() })
export type CrmReady = z.infer<typeof crmReady>

/** Reads a line of the CRM process; undefined for anything else it printed. */
export function readCrmReady(line: string): CrmReady | undefined {
  if (!line.startsWith('{"news":"crm-ready"')) return undefined
  return crmReady.parse(JSON.parse(line))
}

async function run(job: CrmJob): Promise<void> {
  mkdirSync(job.dataDir, { recursive: true })
  writeFileSync(path.join(job.dataDir, 'crm.pid'), `${process.pid}\n`)
  const postgres = job.databaseUrl === undefined ? await startPostgres({ dataDir: job.dataDir }) : undefined
  // Head office is another machine. On this one it and its PostgreSQL come after the lanes, whose answers are being measured.
  for (const pid of [process.pid, ...(postgres ? [postgres.pid] : [])]) {
    const trouble = giveWay(pid)
    if (trouble !== undefined) process.stderr.write(`the CRM could not be put behind the lanes, so their figures tell of both: ${trouble}\n`)
  }
  const databaseUrl = job.databaseUrl ?? postgres?.url ?? ''
  const log = (line: { readonly level: string; readonly message: string; readonly detail?: string | undefined }): void => {
    if (line.level !== 'info') process.stderr.write(`${[line.message, line.detail].filter(Boolean).join(': ')}\n`)
  }
  // Lists are made for the day the lanes have reached, not for the day of the replay.
  let day = '2000-01-01'
  const crm = await openCrm({ databaseUrl, now: () => new Date().toISOString(), today: () => day, log })
  const dated: typeof crm = {
    ...crm,
    ingest(journalId, request) {
      const newest = request.records.at(-1)?.at.slice(0, 10) ?? day
      if (newest > day) day = newest
      return crm.ingest(journalId, request)
    },
  }
  const served = await serveCrm({ crm: dated, host: '127.0.0.1', port: job.port, laneToken: job.laneToken, adminToken: job.adminToken, log })
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    await served.close()
    await crm.close()
    await postgres?.stop()
    process.exit(0)
  }
  for (const ending of ['SIGTERM', 'disconnect'] as const) process.on(ending, () => void stop())
  process.stdout.write(`${JSON.stringify({ news: 'crm-ready', url: served.url, databaseUrl } satisfies CrmReady)}\n`)
}

if (import.meta.main) await run(crmJob.parse(JSON.parse(process.argv[2] ?? 'null')))
