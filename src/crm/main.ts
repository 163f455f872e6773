import { fstatSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { serveCrm } from './http/serve-crm.ts'
import { openCrm, type CrmLogLine } from './open-crm.ts'
import { startPostgres, type EmbeddedPostgres } from './store/embedded-postgres.ts'

/** Process of the CRM: PostgreSQL, HTTP, one line `{"ready":true,…}` on stdout when up; its log goes to stderr. */

const settings = z.object({ host: z.string(), port: z.coerce.number().int().min(0).max(65_535), data: z.string().optional(), 'token-file': z.string().optional() })
const tokens = z.object({ laneToken: z.string(), adminToken: z.string() })

/** Lists end at the change of a day; an hour late is early enough. */
const listRoundMs = 3_600_000

const log = (line: CrmLogLine): void => { process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`) }

/** @returns the process's exit code */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { host: { type: 'string', default: '127.0.0.1' }, port: { type: 'string', default: '0' }, data: { type: 'string' }, 'token-file': { type: 'string' } } })
  const { host, port, data, 'token-file': tokenFile } = settings.parse(values)
  const { laneToken, adminToken } = readTokens(tokenFile)
  const postgres = await choosePostgres(data)
  try {
    const crm = await openCrm({ databaseUrl: postgres.url, now: () => new Date().toISOString(), log })
    const served = await serveCrm({ crm, host, port, laneToken, adminToken, log })
    const round = (): void => {
      crm.makeRecordMonths().catch((error: unknown) => log({ level: 'error', message: 'room for the records of the next months could not be made', detail: String(error) }))
      crm.issueLists().catch((error: unknown) => log({ level: 'error', message: 'new lists could not be made', detail: String(error) }))
      crm.forgetOldEditions().catch((error: unknown) => log({ level: 'error', message: 'old editions of offers could not be taken away', detail: String(error) }))
    }
    round()
    const rounds = setInterval(round, listRoundMs)
    process.stdout.write(`${JSON.stringify({ ready: true, url: served.url, databaseUrl: postgres.url, feedKey: crm.feedKey })}\n`)
    const why = await Promise.race([toldToStop(), postgres.lost.then(() => 'lost' as const)])
    clearInterval(rounds)
    if (why === 'lost') log({ level: 'error', message: 'PostgreSQL ended under the CRM. Start the CRM again: what was accepted is on disk. If it happens again, look into server.log in the data folder.' })
    await served.close()
    await crm.close()
    return why === 'lost' ? 1 : 0
  } finally {
    await postgres.stop()
  }
}

async function choosePostgres(dataDir: string | undefined): Promise<Omit<EmbeddedPostgres, 'pid'>> {
  if (dataDir !== undefined) return startPostgres({ dataDir })
  const url = process.env['DATABASE_URL']
  if (url === undefined) throw new Error('The CRM needs a database: --data FOLDER for its own PostgreSQL, or DATABASE_URL for a server.')
  return { url, lost: new Promise(() => undefined), stop: () => Promise.resolve() }
}

function readTokens(file: string | undefined): z.infer<typeof tokens> {
  const given: unknown = file === undefined ? { laneToken: process.env['LANEWISE_LANE_TOKEN'], adminToken: process.env['LANEWISE_ADMIN_TOKEN'] } : JSON.parse(readFileSync(file, 'utf8'))
  const read = tokens.safeParse(given)
  if (!read.success) throw new Error('The CRM needs its tokens: set LANEWISE_LANE_TOKEN and LANEWISE_ADMIN_TOKEN, or --token-file with {"laneToken":…,"adminToken":…}.')
  return read.data
}

/** A signal, or the end of the program that started us: its pipe to our stdin or its IPC channel closes. */
function toldToStop(): Promise<'told'> {
  return new Promise((resolve) => {
    const stop = (): void => resolve('told')
    process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop)
    // Under a service manager stdin is /dev/null, which has ended from the start and means nothing.
    const stdin = fstatSync(0)
    if (stdin.isFIFO() || stdin.isSocket()) process.stdin.once('end', stop).once('close', stop).resume()
  })
}

main().then((code) => process.exit(code), (error: unknown) => {
  log({ level: 'error', message: error instanceof Error ? error.message : String(error) })
  process.exit(1)
})
