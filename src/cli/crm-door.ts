import { UsageError } from './command.ts'
import { demoCrm } from './demo-shop.ts'
import type { Io } from './io.ts'

/** @throws UsageError when it is not known where the CRM is or how to get in */
export async function crmDoor(values: { readonly crm?: string | undefined; readonly token?: string | undefined }, io: Io): Promise<{ readonly url: string; readonly token: string }> {
  const url = values.crm ?? io.env['LANEWISE_CRM_URL']
  const token = values.token ?? io.env['LANEWISE_ADMIN_TOKEN']
  const demo = url === undefined || token === undefined ? await demoCrm(io) : undefined
  const door = { url: url ?? demo?.url, token: token ?? demo?.adminToken }
  if (door.url === undefined) throw new UsageError('give the address of the CRM with --crm or LANEWISE_CRM_URL')
  if (!URL.canParse(door.url)) throw new UsageError(`--crm takes an address as in http://127.0.0.1:4752, not "${door.url}"`)
  if (door.token === undefined) throw new UsageError("give the CRM's admin token with --token or LANEWISE_ADMIN_TOKEN")
  return { url: door.url, token: door.token }
}
