import process from 'node:process'
import { exitCode, type Command } from '../command.ts'
import { replayFile, type ReplayOutcome } from '../replay/replay-file.ts'
import { replayOptions } from '../replay/replay-options.ts'
import type { Io } from '../io.ts'

const usage = `usage: lanewise replay FILE [--lanes N] [--seed S] [--offers FILE] [--data DIR] [--crm URL …] [--json]

Drives real baskets through headless lanes, each with its own journal in its own process, and through the CRM,
then compares their books sale by sale. FILE (.jsonl or .jsonl.gz) holds one basket a line:

  {"ts": "2016-03-23 13:02:00", "basket": "26985040735", "household": 1060,
   "lines": [{"p": "5566716", "gtin": "2100055667161", "qty": 1, "price": 4.69}]}

Prices in major units. Items and members the CRM does not know are created first; codes with prefix 21 are
plain item numbers. A malformed line is named by its number and left out. A lane or a CRM that dies is
started again and goes on where its journal says.

  --lanes N        how many lanes, 1 to 64 (default 2)
  --seed S         decides which basket goes to which lane (default 1)
  --offers FILE    JSON list of offers in force
  --data DIR       keep lanes and CRM in DIR; the same command again goes on from there (default: a temporary folder)
  --crm URL        use a CRM that runs already, with --token, --admin-token and DATABASE_URL
  DATABASE_URL     PostgreSQL to use (default: one of its own)
  --json           no summary for people before the last line

Ends with one JSON line: baskets, sales, lines, grossMinor, discountMinor, netMinor, pointsEarned, crmSales,
crmNetMinor (both read back from PostgreSQL), lost, duplicated, scanMs, saleMs, seconds.

Exit codes: 0 every basket sold once and in the CRM once · 1 not so, or lines were left out · 2 wrong usage`

const maxShownTroubles = 20

function summary({ result }: ReplayOutcome): string[] {
  const { baskets, sales, lines, netMinor, crmSales, crmNetMinor, lost, duplicated, scanMs, saleMs, seconds } = result
  return [
    `${sales} of ${baskets} baskets sold (${lines} lines, net ${netMinor} minor units) in ${seconds} s`,
    `the CRM holds ${crmSales} of them, net ${crmNetMinor}; ${lost} lost, ${duplicated} duplicated`,
    `a scan took ${scanMs.p50} ms (99 % within ${scanMs.p99} ms), paying ${saleMs.p50} ms (99 % within ${saleMs.p99} ms)`,
  ]
}

function judge({ result, badLineCount, troubles }: ReplayOutcome, io: Io): number {
  for (const trouble of troubles.slice(0, maxShownTroubles)) io.err(trouble)
  if (troubles.length > maxShownTroubles) io.err(`and ${troubles.length - maxShownTroubles} more`)
  if (badLineCount > 0) io.err(`${badLineCount} malformed lines were left out`)
  const { baskets, sales, crmSales, netMinor, crmNetMinor, lost, duplicated } = result
  const whole = baskets === sales && sales === crmSales && netMinor === crmNetMinor && lost === 0 && duplicated === 0
  return whole && badLineCount === 0 && troubles.length === 0 ? exitCode.ok : exitCode.foundTrouble
}

export const replay: Command = {
  usage,
  async run(args, io) {
    const options = replayOptions(args, io)
    const closers: (() => Promise<void> | void)[] = []
    const closeAll = async (): Promise<void> => {
      for (let close = closers.pop(); close; close = closers.pop()) await close()
    }
    // Ctrl-C leaves nothing running and nothing behind.
    const interrupted = (signal: NodeJS.Signals): void => void closeAll().then(() => process.exit(signal === 'SIGINT' ? 130 : 143))
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
    try {
      const outcome = await replayFile(options, io, closers)
      if (!options.json) for (const line of summary(outcome)) io.err(line)
      const code = judge(outcome, io)
      await closeAll()
      io.out(JSON.stringify(outcome.result))
      return code
    } finally {
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
      await closeAll()
    }
  },
}
