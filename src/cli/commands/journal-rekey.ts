import path from 'node:path'
import { laneKeyOf, newLaneKey } from '../../lane/store/lane-key.ts'
import { rekeyLane } from '../../lane/store/rekey-lane.ts'
import { StoreTrouble } from '../../lane/store/store-trouble.ts'
import { exitCode, Trouble, UsageError, type Command } from '../command.ts'
import { laneDataOptions, laneDataUsage, lanePlaceOf } from '../lane-data.ts'
import { readOptions } from '../read-options.ts'

const usage = `usage: lanewise journal rekey --to FILE | --plain [--data DIR | --config FILE] [--json]

Brings a stopped lane's files under another key: database, replica and second copy, all of them or none, whenever it
is cut short. The present key is the configuration's keyFile; without one the files are taken as not encrypted.
Afterwards the configuration has to name the new file, or none.

  --to FILE      the file with the new key, 64 hexadecimal digits; made with a new key where it is not there. Keep it
                 elsewhere than the lane's files, and a second one in a safe: without it nothing can be read
  --plain        instead, have them as anybody can read them
${laneDataUsage}
  --json         one JSON object: journalId, storeId, laneNumber, keyFile, leftAsTheyAre

Exit codes: 0 done · 1 nothing was changed, and why · 2 wrong usage`

export const journalRekey: Command = {
  usage,
  async run(args, io) {
    const { values } = readOptions(args, { ...laneDataOptions, to: { type: 'string' }, plain: { type: 'boolean' }, json: { type: 'boolean' } }, { min: 0, max: 0 })
    if ((values.to === undefined) === (values.plain !== true)) throw new UsageError('say --to FILE with the new key, or --plain')
    const place = await lanePlaceOf(values, io)
    const keyFile = values.to === undefined ? undefined : path.resolve(io.folder, values.to)
    const { identity, leftAsTheyAre } = inWords(() => rekeyLane({ ...place, from: laneKeyOf(place), to: keyFile === undefined ? undefined : newLaneKey({ ...place, keyFile }) }))
    if (values.json) io.out(JSON.stringify({ ...identity, keyFile: keyFile ?? null, leftAsTheyAre }))
    else {
      io.out(keyFile === undefined ? 'The lane\'s files are not encrypted any more. Take keyFile out of its configuration.' : `The lane's files are under the key in ${keyFile}. Write "keyFile": ${JSON.stringify(keyFile)} into its configuration, and keep a second one of that file in a safe.`)
      if (leftAsTheyAre.length > 0) io.out(`Set aside before, and left as they are: ${leftAsTheyAre.join(', ')}. Remove them when nobody needs them.`)
    }
    return exitCode.ok
  },
}

function inWords<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof StoreTrouble ? new Trouble(error.message) : error
  }
}
