import { readFile } from 'node:fs/promises'
import { exitCode, type Command } from '../command.ts'
import { readOptions } from '../read-options.ts'

const rulesFile = new URL('../../../drivers/udev/60-lanewise.rules', import.meta.url)

const usage = `usage: lanewise devices rules [--json]

Prints udev rules that let the lane's user open retail devices and give them names that stay the same wherever the
cable is plugged in. As root:

  lanewise devices rules > /etc/udev/rules.d/60-lanewise.rules
  udevadm control --reload && udevadm trigger

  --json  one JSON object: path, rules

Exit codes: 0 · 2 wrong usage`

export const devicesRules: Command = {
  usage,
  async run(args, io) {
    const { values } = readOptions(args, { json: { type: 'boolean' } }, { min: 0, max: 0 })
    const rules = await readFile(rulesFile, 'utf8')
    if (values.json) io.out(JSON.stringify({ path: '/etc/udev/rules.d/60-lanewise.rules', rules }))
    else io.bytes(Buffer.from(rules))
    return exitCode.ok
  },
}
