import { exitCode, type Command } from '../command.ts'
import { openCrmAdmin } from '../crm-admin.ts'
import { crmDoor } from '../crm-door.ts'
import { readOptions } from '../read-options.ts'

const usage = `usage: lanewise crm rebuild [--crm URL] [--token TOKEN] [--json]

Works the books of head office out anew from what the lanes wrote: sales, returns, points, purchases, coupons, what
offers gave. They are the same afterwards, unless a newer program can read records that an older one could not, or
somebody changed them by hand. All of it happens or nothing; lanes sell on, and their uploads wait until it is done.

  --crm URL      the CRM (default: LANEWISE_CRM_URL, else the one of npm start)
  --token TOKEN  its admin token (default: LANEWISE_ADMIN_TOKEN, else the one of npm start)
  --json         one JSON object: recordCount, newlyReadCount

Exit codes: 0 the books are rebuilt · 1 the CRM is away, or could not · 2 wrong usage`

export const crmRebuild: Command = {
  usage,
  async run(args, io) {
    const { values } = readOptions(args, { crm: { type: 'string' }, token: { type: 'string' }, json: { type: 'boolean' } }, { min: 0, max: 0 })
    const rebuilt = await openCrmAdmin(await crmDoor(values, io)).rebuild()
    if (values.json) io.out(JSON.stringify(rebuilt))
    else io.out(`worked out from ${rebuilt.recordCount} records of the lanes, ${rebuilt.newlyReadCount} of which could not be read before`)
    return exitCode.ok
  },
}
