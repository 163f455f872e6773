import path from 'node:path'
import { z } from 'zod'
import { feedBody, feedTopics } from '../../contract/feed.ts'
import { memberImport, purchaseImport } from '../../crm/members/member-import.ts'
import { exitCode, UsageError, type Command } from '../command.ts'
import { openCrmAdmin, RowsRefused, type CrmAdmin } from '../crm-admin.ts'
import { crmDoor } from '../crm-door.ts'
import type { Io } from '../io.ts'
import { explainIssues, parseJson, readLines, readText } from '../read-input.ts'
import { oneOf, readOptions } from '../read-options.ts'

/** What may be imported: the feed's topics, but for members, who come with their private data and get their feed rows from the CRM, and allowances, which it works out. */
const imported = feedTopics.filter((topic) => topic !== 'allowances')
const topics = [...imported, 'purchases'] as const
type Topic = (typeof topics)[number]

const usage = `usage: lanewise import TOPIC FILE [--crm URL] [--token TOKEN] [--json]

Brings rows into the CRM, which passes them on to every lane. FILE holds a JSON list, or one JSON document a
line (.jsonl, .gz too; - for standard input). Rows that do not fit are named by number, the others go in.
Importing the same rows again changes nothing.

  TOPIC          ${topics.join(', ')}
                 members are entered with name, phone and card number, which stay in the CRM
  --crm URL      the CRM (default: LANEWISE_CRM_URL, else the one of npm start)
  --token TOKEN  its admin token (default: LANEWISE_ADMIN_TOKEN, else the one of npm start)
  --json         one JSON object: topic, imported, refused

Exit codes: 0 all rows are in · 1 some were refused, or the CRM is away · 2 wrong usage or no rows at all`

/** Rows in one request: all of them go in or none. */
const batchSize = 500

interface Row {
  /** Line of the file, or place in the list, from 1. */
  readonly number: number
  readonly body: unknown
}

const schemas: Readonly<Record<Topic, z.ZodType>> = { ...feedBody, members: memberImport, purchases: purchaseImport }

const keyOf: Readonly<Record<Exclude<Topic, 'purchases'>, (body: unknown) => string>> = {
  settings: () => 'store',
  items: (body) => feedBody.items.parse(body).itemId,
  offers: (body) => feedBody.offers.parse(body).offerId,
  members: (body) => memberImport.parse(body).memberId,
  lists: (body) => feedBody.lists.parse(body).listId,
  coupons: (body) => feedBody.coupons.parse(body).couponCode,
}

/** @throws UsageError when the file cannot be read at all */
async function readRows(file: string, io: Io, refuse: (number: number, why: string) => void): Promise<Row[]> {
  if (path.extname(file) === '.json') {
    const list = parseJson(await readText(file, io), z.array(z.unknown()))
    if ('wrong' in list) throw new UsageError(`${file} is no JSON list (${list.wrong}); name it .jsonl when it holds one document a line`)
    return list.value.map((body, index) => ({ number: index + 1, body }))
  }
  const rows: Row[] = []
  for await (const { number, text } of readLines(file, io)) {
    if (text.trim() === '') continue
    const parsed = parseJson(text, z.unknown())
    if ('wrong' in parsed) refuse(number, parsed.wrong)
    else rows.push({ number, body: parsed.value })
  }
  return rows
}

async function send(topic: Topic, bodies: readonly unknown[], crm: CrmAdmin): Promise<void> {
  if (topic === 'members') return crm.importMembers(bodies)
  if (topic === 'purchases') return crm.importPurchases(bodies)
  return crm.publish(topic, bodies.map((body) => ({ key: keyOf[topic](body), body })))
}

/** Sends a batch; when the CRM refuses it, halves it until the rows it means are alone. @returns how many went in */
async function sendBatch(topic: Topic, rows: readonly Row[], crm: CrmAdmin, refuse: (number: number, why: string) => void): Promise<number> {
  try {
    await send(topic, rows.map(({ body }) => body), crm)
    return rows.length
  } catch (error) {
    if (!(error instanceof RowsRefused)) throw error
    const [only] = rows
    if (rows.length === 1 && only) {
      refuse(only.number, error.message)
      return 0
    }
    const half = Math.ceil(rows.length / 2)
    return (await sendBatch(topic, rows.slice(0, half), crm, refuse)) + (await sendBatch(topic, rows.slice(half), crm, refuse))
  }
}

export const importRows: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = readOptions(args, { crm: { type: 'string' }, token: { type: 'string' }, json: { type: 'boolean' } }, { min: 2, max: 2 })
    const topic = oneOf(positionals[0] ?? '', 'TOPIC', topics)
    const { url, token } = await crmDoor(values, io)
    let refused = 0
    const refuse = (number: number, why: string): void => {
      refused += 1
      io.err(`row ${number}: ${why}; left out`)
    }
    const rows = (await readRows(positionals[1] ?? '', io, refuse)).filter(({ number, body }) => {
      const parsed = schemas[topic].safeParse(body)
      if (!parsed.success) refuse(number, explainIssues(parsed.error.issues))
      return parsed.success
    })
    if (rows.length === 0 && refused === 0) throw new UsageError(`${positionals[1]} holds no rows`)

    const crm = openCrmAdmin({ url, token })
    let imported = 0
    for (let start = 0; start < rows.length; start += batchSize) imported += await sendBatch(topic, rows.slice(start, start + batchSize), crm, refuse)
    io.out(values.json ? JSON.stringify({ topic, imported, refused }) : `${topic}: ${imported} imported, ${refused} refused`)
    return refused === 0 ? exitCode.ok : exitCode.foundTrouble
  },
}
