import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { forkDevices } from '../../drivers/fork-devices.ts'
import { devicesConfig } from '../../src/contract/config.ts'
import type { Devices } from '../../src/contract/devices.ts'
import { listenTo, type DeviceLog } from '../support/drivers.ts'
import { tempFolder } from '../support/house-lane-data.ts'
import { lanewise } from '../support/house-run-lanewise.ts'

const program = fileURLToPath(new URL('../../src/cli/lanewise.ts', import.meta.url))
let temp: ReturnType<typeof tempFolder>
let running: ChildProcess
let devices: Devices
let log: DeviceLog

beforeAll(async () => {
  temp = tempFolder()
  running = spawn(process.execPath, [program, 'simulate', 'run', '--dir', path.join(temp.folder, '.lanewise/devices'), '--seed', '7'], { stdio: ['ignore', 'pipe', 'inherit'] })
  if (!running.stdout) throw new Error('no output')
  const [line] = (await once(createInterface({ input: running.stdout }), 'line')) as [string]
  devices = forkDevices(z.object({ configs: devicesConfig }).parse(JSON.parse(line)).configs)
  log = listenTo(devices)
  for (const device of ['scanner', 'card-reader', 'printer']) await log.untilState(device, 'ready')
})
afterAll(async () => {
  await devices.close()
  if (running.exitCode === null) running.kill('SIGKILL')
  temp.remove()
})

const simulate = (...args: string[]): ReturnType<typeof lanewise> => lanewise(['simulate', ...args], { folder: temp.folder })

describe('lanewise simulate', () => {
  it('finds the door of the shop that runs here, and scans', async () => {
    expect(await simulate('scan', '9521234567899', '--aim', ']E0')).toMatchObject({ code: 0, out: ['done: scan {"aim":"]E0","text":"9521234567899"}'] })
    expect(await log.until((message) => message.type === 'scanned')).toEqual({ type: 'scanned', device: 'scanner', text: '9521234567899', aim: ']E0' })
  })

  it('swipes, takes the paper out and pulls plugs', async () => {
    await simulate('swipe', '2900000048218')
    await log.until((message) => message.type === 'swiped' && message.text === '2900000048218')
    await simulate('printer', '--paper', 'out')
    await log.untilState('printer', 'needs-care', 'paper-out')
    await simulate('printer', '--paper=ok')
    await log.untilState('printer', 'ready')
    await simulate('unplug', 'scanner')
    await log.untilState('scanner', 'away')
    await simulate('replug', 'scanner')
    await log.untilState('scanner', 'ready')
    await simulate('noise', '--device', 'scanner', '--seed', '3')
    await log.until((message) => message.type === 'garbled' && message.device === 'scanner')
  })

  it('shows how the devices are, and what can be asked of them', async () => {
    await simulate('printer', '--slowMs', '200', '--deaf')
    const state = z.object({ printer: z.object({ slowMs: z.number(), deaf: z.boolean() }) }).parse(JSON.parse((await simulate('state', '--json')).out[0] ?? ''))
    expect(state.printer).toEqual({ slowMs: 200, deaf: true })
    await simulate('printer', '--slowMs', '0', '--deaf', 'false')
    const routes = (await simulate()).out
    for (const word of ['scan', 'swipe', 'printer', 'unplug', 'state']) expect(routes.some((line) => line.startsWith(`${word} `))).toBe(true)
    expect(routes).toContain('  --paper                    ok, near-end, out')
  })

  it.each([
    [['printer', '--papr', 'out'], 2, 'did you mean --paper?'],
    [['printer', '--paper', 'gone'], 1, 'expected one of "ok"|"near-end"|"out"'],
    [['scn', '1'], 2, 'did you mean "scan"?'],
    [['scan'], 1, 'at text'],
    [['scan', '--text'], 2, '--text needs a value'],
    [['scan', '1', 'a', 'b', 'c'], 2, 'unexpected "c"'],
    [['state', '--door', 'nowhere'], 2, '"nowhere" is no address'],
    [['state', '--door', 'http://127.0.0.1:1'], 1, 'do not answer at http://127.0.0.1:1'],
    [['state', '--dir', 'elsewhere'], 2, 'no simulated devices run here'],
  ])('says what is wrong with %j', async (args, code, said) => {
    const ran = await simulate(...args)
    expect([ran.code, ran.err.join('\n')]).toEqual([code, expect.stringContaining(said)])
  })

  it('ends its devices with it and leaves nothing behind', async () => {
    const ended = once(running, 'exit')
    running.kill('SIGINT')
    expect((await ended)[0]).toBe(0)
    expect(readdirSync(path.join(temp.folder, '.lanewise/devices'))).toEqual([])
  })
})
