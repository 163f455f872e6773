import { detectDevices } from '../../../drivers/detect.ts'
import { exitCode, UsageError, type Command } from '../command.ts'
import { readOptions } from '../read-options.ts'

const usage = `usage: lanewise devices [list|detect] [--json]

Lists scanners, card readers, scales, printers and serial ports that are plugged in, with what to write into a
lane's configuration for each. Opens nothing and changes nothing.

  --json  one JSON object: devices, problems

Then: lanewise devices check · lanewise devices test · lanewise devices rules

Exit codes: 0 nothing to mend · 1 something is there that may not be opened · 2 wrong usage`

export const devices: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = readOptions(args, { json: { type: 'boolean' } }, { min: 0, max: 1 })
    const word = positionals[0] ?? 'list'
    if (word !== 'list' && word !== 'detect') throw new UsageError(`there is no "devices ${word}"; there are list, detect, check, test and rules`)
    const found = await detectDevices()
    if (values.json) io.out(JSON.stringify(found))
    else {
      for (const { kind, path, description, state, advice } of found.devices) io.out(`${kind.padEnd(15)} ${path}  ${description}  ${state}: ${advice}`)
      if (found.devices.length === 0) io.out('no scanner, card reader, scale or printer is plugged in')
      for (const problem of found.problems) io.err(problem)
    }
    return found.devices.some(({ state }) => state === 'no-permission') ? exitCode.foundTrouble : exitCode.ok
  },
}
