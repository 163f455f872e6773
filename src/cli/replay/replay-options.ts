import { UsageError } from '../command.ts'
import type { Io } from '../io.ts'
import { readOptions, wholeNumber } from '../read-options.ts'

export interface ReplayOptions {
  readonly file: string
  readonly laneCount: number
  readonly seed: number
  readonly offersFile: string | undefined
  /** Folder that outlives the run. */
  readonly dataDir: string | undefined
  /** PostgreSQL server for the run's own CRM, or the one behind `crm`. */
  readonly databaseUrl: string | undefined
  /** A CRM that runs already. */
  readonly crm: { readonly url: string; readonly laneToken: string; readonly adminToken: string } | undefined
  readonly json: boolean
}

/** @throws UsageError naming the argument that is wrong or missing */
export function replayOptions(args: readonly string[], io: Io): ReplayOptions {
  const { values, positionals } = readOptions(args, {
    lanes: { type: 'string', default: '2' }, seed: { type: 'string', default: '1' }, offers: { type: 'string' }, data: { type: 'string' },
    crm: { type: 'string' }, token: { type: 'string' }, 'admin-token': { type: 'string' }, json: { type: 'boolean', default: false },
  }, { min: 1, max: 1 })
  const databaseUrl = io.env['DATABASE_URL']
  return {
    file: positionals[0] ?? '',
    laneCount: wholeNumber(values.lanes, '--lanes', { min: 1, max: 64 }),
    seed: wholeNumber(values.seed, '--seed', { min: 0, max: 2 ** 31 }),
    offersFile: values.offers,
    dataDir: values.data,
    databaseUrl: databaseUrl === '' ? undefined : databaseUrl,
    crm: values.crm === undefined ? undefined : runningCrm(values.crm, values.token ?? io.env['LANEWISE_LANE_TOKEN'], values['admin-token'] ?? io.env['LANEWISE_ADMIN_TOKEN'], databaseUrl),
    json: values.json,
  }
}

function runningCrm(url: string, laneToken: string | undefined, adminToken: string | undefined, databaseUrl: string | undefined): ReplayOptions['crm'] {
  if (!URL.canParse(url)) throw new UsageError(`--crm takes an address as in http://127.0.0.1:4752, not "${url}"`)
  if (laneToken === undefined) throw new UsageError("with --crm, give a lane's token with --token or LANEWISE_LANE_TOKEN")
  if (adminToken === undefined) throw new UsageError('with --crm, give its admin token with --admin-token or LANEWISE_ADMIN_TOKEN')
  if (databaseUrl === undefined || databaseUrl === '') throw new UsageError('with --crm, name its PostgreSQL in DATABASE_URL: the figures are read back from there')
  return { url, laneToken, adminToken }
}
