import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exitCode, type Command } from '../command.ts'
import { runDemo } from '../demo/run-demo.ts'
import { readOptions } from '../read-options.ts'

export const demo: Command = {
  usage: `usage: lanewise demo [--json]

Plays the product's story once, on a shop of its own that is gone afterwards:
items, the shopping list, more items; head office stopped; a sale with the
next-visit offer of the first receipt; head office back, points and list moved on.

  --json   one JSON line with the figures at the end, nothing else on standard output

Exit codes: 0 the story went as told · 1 it did not · 2 wrong usage`,
  async run(args, io) {
    const { values } = readOptions(args, { json: { type: 'boolean', default: false } }, { min: 0, max: 0 })
    const dir = mkdtempSync(join(tmpdir(), 'lanewise-demo-'))
    try {
      const report = await runDemo({ dir, today: new Date().toISOString().slice(0, 10), say: values.json ? io.err : io.out })
      if (values.json) io.out(JSON.stringify(report))
      const good = report.specialsRedeemed === report.specialsBought && report.couponRedeemedOffline && report.listChanged && report.pointsAtHeadOffice === report.pointsBefore + report.pointsEarned
      return good ? exitCode.ok : exitCode.foundTrouble
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  },
}
