import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Io } from './io.ts'
import { readJson } from './read-input.ts'

/** Files that `npm start` keeps in its data folder. */
const laneFile = path.join('.lanewise', 'lane.json')
const secretsFile = path.join('.lanewise', 'secrets.json')

/** The configuration of the lane that `npm start` has started here, or undefined where it never has. */
export function demoLaneFile(io: Io): string | undefined {
  return existsSync(path.resolve(io.folder, laneFile)) ? laneFile : undefined
}

/** Address and admin token of the CRM that `npm start` has started here. @throws UsageError when its files are damaged */
export async function demoCrm(io: Io): Promise<{ readonly url: string; readonly adminToken: string } | undefined> {
  if (demoLaneFile(io) === undefined || !existsSync(path.resolve(io.folder, secretsFile))) return undefined
  const { crm } = await readJson(laneFile, z.looseObject({ crm: z.looseObject({ url: z.url() }) }), io)
  const { adminToken } = await readJson(secretsFile, z.looseObject({ adminToken: z.string() }), io)
  return { url: crm.url, adminToken }
}
