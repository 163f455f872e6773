import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deviceMessage, type DeviceMessage, type DeviceOutcome, type Devices } from '../../src/contract/devices.ts'

/** Everything a set of devices has said, and waiting for what it will say. */
export interface DeviceLog {
  readonly messages: readonly DeviceMessage[]
  /** The first message that fits, said already or within `patienceMs`. */
  until(fits: (message: DeviceMessage) => boolean): Promise<DeviceMessage>
  /** The device has said that it is in this state, last of all its states. */
  untilState(device: string, state: 'ready' | 'away' | 'needs-care', trouble?: string): Promise<void>
  outcome(orderId: string): Promise<DeviceOutcome>
  /** Messages other than states. */
  readonly readings: readonly DeviceMessage[]
  clear(): void
}

const usualPatienceMs = 10_000

/** @param patienceMs for the slowest machine that runs the test */
export function listenTo(devices: Devices, patienceMs = usualPatienceMs): DeviceLog {
  const messages: DeviceMessage[] = []
  const waiting = new Set<() => void>()
  devices.onMessage((raw) => {
    messages.push(deviceMessage.parse(raw))
    for (const look of waiting) look()
  })

  function when<Found>(find: () => Found | undefined): Promise<Found> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(look)
        reject(new Error(`not said within ${patienceMs} ms; said: ${JSON.stringify(messages)}`))
      }, patienceMs)
      const look = (): void => {
        const found = find()
        if (found === undefined) return
        clearTimeout(timer)
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  }

  return {
    messages,
    until: (fits) => when(() => messages.find(fits)),
    async untilState(device, state, trouble) {
      await when(() => {
        const last = messages.findLast((message) => message.type === 'state' && message.device === device)
        return last?.type === 'state' && last.state === state && (trouble === undefined || last.trouble === trouble) ? last : undefined
      })
    },
    outcome: (orderId) => when(() => messages.find((message): message is DeviceOutcome => message.type === 'outcome' && message.orderId === orderId)),
    get readings() {
      return messages.filter((message) => message.type !== 'state')
    },
    clear: () => void messages.splice(0),
  }
}

/** Something that no message tells has come about. */
export async function eventually(isSo: () => boolean, patienceMs = usualPatienceMs): Promise<void> {
  const deadlineMs = performance.now() + patienceMs
  while (!isSo()) {
    if (performance.now() > deadlineMs) throw new Error(`not so within ${patienceMs} ms: ${isSo.toString()}`)
    await new Promise((resume) => setTimeout(resume, 5))
  }
}

export interface TemporaryFolder {
  readonly dir: string
  remove(): void
}

export function temporaryFolder(): TemporaryFolder {
  const dir = mkdtempSync(join(tmpdir(), 'lanewise-drivers-'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** Card numbers the schemes publish for tests, one a length and range. */
export const testPaymentCards: readonly string[] = [
  '4111111111111111', '4012888888881881', '4222222222222', '5555555555554444', '5105105105105100', '2223003122003222',
  '2720992718104691', '378282246310005', '371449635398431', '30569309025904', '38520000023237', '6011111111111117',
  '6011000990139424', '3530111333300000', '6304000000000000', '6759649826438453', '6205500000000000004', '6799990100000000019',
]
